import type { Ground } from '../ground.ts'
import type { Address, SignInResult } from '../load/protocol.ts'
import type { RowName } from '../options.ts'

/** A server that does the job, to be measured. */
export interface Peer {
  /** What it is, for the table. */
  title: string
  /** Where it takes part. */
  rows: readonly RowName[]
  /** Whether its work includes that of the database. */
  usesDatabase: boolean
  /** Why it cannot run on this machine, or null. */
  missing(): string | null
  /** Makes its database and its people. */
  prepare(ground: Ground, options: PeerOptions): Promise<ReadyPeer>
}

export interface ReadyPeer {
  /** Starts it, as often as a run needs a fresh one. */
  start(): Promise<RunningPeer>
  /** So many people sign in afresh. Only for the row of the bridge. */
  signIn?(people: number): Promise<SignInResult>
  /** Ends what the preparation began. */
  close(): Promise<void>
}

export interface PeerOptions {
  /** Where a Node process writes its CPU profile when it ends, or null. */
  profileTo: string | null
}

export interface RunningPeer {
  pid: number
  /** The other processes that it consists of. Their processor time counts too. */
  otherPids?: readonly number[]
  /** Whether it collects its garbage when it gets SIGWINCH. */
  collects: boolean
  address: Address
  stop(): Promise<void>
}
