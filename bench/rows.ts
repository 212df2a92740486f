import type { Scene, TrafficTask } from './load/protocol.ts'
import { runTask } from './load/run-task.ts'
import type { ReadyPeer } from './peers/peer.ts'

/** What one cell of the table found: each figure under its name. */
export type Figures = Record<string, number>

export interface Column {
  figure: string
  head: string
  /** Whether the higher number is the better one. */
  higherIsBetter: boolean
}

export interface Row {
  title: string
  columns: readonly Column[]
  people: number
  measure(peer: ReadyPeer, pids: readonly number[], milliseconds: number): Promise<Figures>
}

const RECONNECTING = 5_000
const WARM_MILLISECONDS = 1_500
const REST_MILLISECONDS = 3_000

const traffic = (scene: Scene, rate: number) =>
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
        pids: [running.pid, ...pids],
        warmMilliseconds: Math.min(WARM_MILLISECONDS, milliseconds),
        measureMilliseconds: milliseconds,
        rate,
      }
      const { latency, ...found } = await runTask(task)
      return { ...found, p50: latency?.p50 ?? Number.NaN, p99: latency?.p99 ?? Number.NaN }
    } finally {
      await running.stop()
    }
  }

const perSecond = { figure: 'perSecond', head: 'msg/s', higherIsBetter: true }
const perCpuSecond = { figure: 'perCpuSecond', head: 'msg per CPU second', higherIsBetter: true }
const latencyAt = (rate: string) => [
  { figure: 'p50', head: `p50 at ${rate}/s, ms`, higherIsBetter: false },
  { figure: 'p99', head: `p99 at ${rate}/s, ms`, higherIsBetter: false },
]

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
      { figure: 'deliveriesPerSecond', head: 'deliveries/s', higherIsBetter: true },
      ...latencyAt('100'),
    ],
    people: 100,
    measure: traffic({ kind: 'group' }, 100),
  },
  reconnect: {
    title: '5,000 people reconnect at once',
    columns: [
      { figure: 'readyPerSecond', head: 'ready/s', higherIsBetter: true },
      { figure: 'retries', head: 'told to come back later', higherIsBetter: false },
      { figure: 'kibibytesPerConnection', head: 'KiB an idle connection', higherIsBetter: false },
    ],
    people: RECONNECTING,
    async measure(peer) {
      const running = await peer.start()
      try {
        const { address, pid } = running
        const { readyPerSecond, retries, kibibytesPerConnection } = await runTask({
          kind: 'reconnect',
          address,
          people: RECONNECTING,
          pid,
          restMilliseconds: REST_MILLISECONDS,
        })
        return { readyPerSecond, retries, kibibytesPerConnection }
      } finally {
        await running.stop()
      }
    },
  },
} satisfies Record<string, Row>
