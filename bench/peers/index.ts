import { ejabberd } from './ejabberd.ts'
import { naive } from './naive.ts'
import { parley } from './parley.ts'
import type { Peer } from './peer.ts'

export const peers: Record<string, Peer> = { parley, ejabberd, naive }
