import { GROUP_SIZE, type Scene, type TrafficTask } from './load/protocol.ts'
import { runTask } from './load/run-task.ts'
import type { ReadyPeer } from './peers/peer.ts'

/** What one cell of the table found: each figure under its name. */
export type Figures = Record<string, number>

export interface Column {
  figure: string
  head: string
}

export interface Row {
  title: string
  columns: readonly Column[]
  people: number
  measure(peer: ReadyPeer, pids: readonly number[], milliseconds: number): Promise<Figures>
}

const RECONNECTING = 5_000
const SIGNING_IN = 1_000
const WARM_MILLISECONDS = 1_500
const REST_MILLISECONDS = 3_000

const traffic = (scene: Scene, rate: number, warmMilliseconds = WARM_MILLISECONDS) =>
  async function measure(
    peer: ReadyPeer,
    pids: readonly number[],
    milliseconds: number,
  ): Promise<Figures> {
    const running = await peer.start()
    try {
      const task: TrafficTask = {
        kind: 'traffic',
        address: running.address,
        scene,
        pids: [running.pid, ...(running.otherPids ?? []), ...pids],
        warmMilliseconds: Math.min(warmMilliseconds, milliseconds * 2),
        measureMilliseconds: milliseconds,
        rate,
      }
      const { latency, cpuAtRate, ...found } = await runTask(task)
      return {
        ...found,
        cpu: 1000 / found.perCpuSecond,
        cpuAtRate: cpuAtRate ?? Number.NaN,
        p50: latency?.p50 ?? Number.NaN,
        p99: latency?.p99 ?? Number.NaN,
      }
    } finally {
      await running.stop()
    }
  }

const perSecond = { figure: 'perSecond', head: 'msg/s' }
const perCpuSecond = { figure: 'perCpuSecond', head: 'msg per CPU second' }
const latencyAt = (rate: string) => [
  { figure: 'p50', head: `p50 at ${rate}/s, ms` },
  { figure: 'p99', head: `p99 at ${rate}/s, ms` },
]

/** How much several relays cost. Fewer messages than one relay can do: what does not wait cannot share a batch. */
const ofNodes = (title: string, scene: Scene, rate: number) => ({
  title,
  columns: [
    { figure: 'cpuAtRate', head: `CPU at ${rate.toLocaleString('en')}/s, ms a message` },
    { figure: 'cpu', head: 'CPU at the fastest, ms a message' },
    perSecond,
    ...latencyAt(rate.toLocaleString('en')),
  ],
  people: scene.kind === 'pairs' ? scene.count * 2 : GROUP_SIZE,
  // Two processes have to translate their code, each with half of the messages.
  measure: traffic(scene, rate, 2 * WARM_MILLISECONDS),
})

export const rows = {
  pairs: {
    title: '500 pairs',
    columns: [perSecond, perCpuSecond, ...latencyAt('1,000')],
    people: 1_000,
    measure: traffic({ kind: 'pairs', count: 500 }, 1_000),
  },
  group: {
    title: 'A group of 100',
    columns: [
      perSecond,
      perCpuSecond,
      { figure: 'deliveriesPerSecond', head: 'deliveries/s' },
      ...latencyAt('100'),
    ],
    people: 100,
    measure: traffic({ kind: 'group' }, 100),
  },
  reconnect: {
    title: '5,000 people reconnect at once',
    columns: [
      { figure: 'readyPerSecond', head: 'ready/s' },
      { figure: 'cpuMilliseconds', head: 'CPU a connection, ms' },
      { figure: 'retries', head: 'told to come back later' },
      { figure: 'kibibytesPerConnection', head: 'KiB an idle connection' },
    ],
    people: RECONNECTING,
    async measure(peer, databasePids) {
      const running = await peer.start()
      try {
        const { address, pid, collects } = running
        const { lastReady: _, ...found } = await runTask({
          kind: 'reconnect',
          address,
          people: RECONNECTING,
          pid,
          pids: [pid, ...databasePids],
          collects,
          restMilliseconds: REST_MILLISECONDS,
        })
        return found
      } finally {
        await running.stop()
      }
    },
  },
  bridge: {
    title: 'Sign-ins',
    columns: [
      { figure: 'perSecond', head: 'sign-ins/s' },
      { figure: 'perCpuSecond', head: 'sign-ins per CPU second' },
    ],
    people: SIGNING_IN,
    async measure({ signIn }) {
      if (signIn === undefined) throw new Error('it has no sign-ins')
      const { perSecond, perCpuSecond } = await signIn(SIGNING_IN)
      return { perSecond, perCpuSecond }
    },
  },
  'nodes-pairs': ofNodes('500 pairs, at one relay and at two', { kind: 'pairs', count: 500 }, 600),
  'nodes-group': ofNodes('A group of 100, at one relay and at two', { kind: 'group' }, 60),
  'nodes-group-busy': ofNodes(
    'A busy group of 100, at one relay and at two',
    { kind: 'group' },
    1_000,
  ),
} satisfies Record<string, Row>
