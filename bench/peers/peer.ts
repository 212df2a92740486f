import type { Ground } from '../ground.ts'
import type { Address } from '../load/protocol.ts'

/** A server that does the job, to be measured. */
export interface Peer {
  /** What it is, for the table. */
  title: string
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
  /** Ends what the preparation began. */
  close(): Promise<void>
}

export interface PeerOptions {
  /** Where a Node process writes its CPU profile when it ends, or null. */
  profileTo: string | null
}

export interface RunningPeer {
  pid: number
  address: Address
  stop(): Promise<void>
}
