/** The words between the bench and the load generator, which is a process of its own. All of it is plain JSON. */

/** Where a peer listens, and with what a person enters. The kind names the network that can speak to it. */
export interface Address {
  kind: 'parley' | 'naive' | 'socketio' | 'ws' | 'xmpp'
  host: string
  port: number
  /** Where the peer is several relays: their ports, among which people are spread. */
  ports?: number[]
  /** One string a person: the Cookie header, or the password. */
  keys: string[]
  /** The ids of conversations, where they are not numbers. */
  pairs: string[]
  groups: string[]
  /** The ids of people, where they are not numbers. */
  people: string[]
}

/** The first people of the crowd. Pair `k` is the people `2k` and `2k + 1`; group `g` has `GROUP_SIZE` people in a row. */
export type Scene = { kind: 'pairs'; count: number } | { kind: 'group' }

export interface TrafficTask {
  kind: 'traffic'
  address: Address
  scene: Scene
  /** The process trees whose processor time counts. */
  pids: number[]
  warmMilliseconds: number
  measureMilliseconds: number
  /** Messages a second for the second part, or null to leave it out. */
  rate: number | null
}

export interface TrafficResult {
  /** Messages that were confirmed and delivered to everybody, a second, with every sender at its fastest. */
  perSecond: number
  /** The same for each second of processor time of the peer and the database. */
  perCpuSecond: number
  deliveriesPerSecond: number
  /** What one message costs the peer and the database in milliseconds of processor time, at the given rate. */
  cpuAtRate: number | null
  /** Milliseconds from the sender's frame to a receiver's, at the given rate. */
  latency: { p50: number; p99: number } | null
}

export interface ReconnectTask {
  kind: 'reconnect'
  address: Address
  people: number
  /** The process tree whose memory counts. */
  pid: number
  /** The process trees whose processor time counts. */
  pids: readonly number[]
  /** Whether the peer collects its garbage when it gets SIGWINCH. */
  collects: boolean
  /** How long the connections rest before the memory is read. */
  restMilliseconds: number
}

export interface ReconnectResult {
  /** People who are authenticated, in their conversations and up to date, a second. */
  readyPerSecond: number
  /** When the last person was ready, in milliseconds from the start. */
  lastReady: number
  /** Processor time of the peer and its database for each of them. */
  cpuMilliseconds: number
  /** How often somebody was told to come back later. */
  retries: number
  kibibytesPerConnection: number
}

export interface BridgeTask {
  kind: 'bridge'
  address: Address
  /** One access token of Supabase a sign-in. */
  tokens: string[]
  atOnce: number
  pids: number[]
}

export interface SignInResult {
  perSecond: number
  perCpuSecond: number
}

export interface BridgeResult extends SignInResult {
  /** The Cookie header that each sign-in got. */
  cookies: string[]
}

export interface TransactionTask {
  kind: 'transaction'
  databaseUrl: string
  /** Each gets one session. */
  signIns: { userId: string; id: string }[]
  connections: number
  /** The process trees whose processor time counts, besides that of this process. */
  pids: number[]
}

export type Task = TrafficTask | ReconnectTask | BridgeTask | TransactionTask
export interface ResultOf {
  traffic: TrafficResult
  reconnect: ReconnectResult
  bridge: BridgeResult
  transaction: SignInResult
}

export const GROUP_SIZE = 100
