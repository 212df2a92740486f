import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { endWithThisProcess } from './end-with-this-process.ts'
import { median, short, table } from './figures.ts'
import { openGround, type Ground } from './ground.ts'
import type { Waiters, Holding } from './load/holder.ts'
import { cpuSecondsOf, memoryOf } from './load/process-tree.ts'
import { runTask } from './load/run-task.ts'
import { socketio } from './peers/bare.ts'
import { insertParley } from './peers/parley-database.ts'
import { openParley, type BenchRelay } from './peers/parley-relay.ts'
import type { RunningPeer } from './peers/peer.ts'

/** 10,000 people who only wait, for an hour. Then others write beside them, and at a relay where nobody waits. */
const MINUTES = Number(process.argv[2] ?? 60)
const IDLE = Number(process.argv[3] ?? 10_000)
const LOOKS = 12
const WRITERS = 1_000
const ROUNDS = 5
const TRAFFIC_MILLISECONDS = 3_000
const REST_MILLISECONDS = 3_000
const HOLDER = fileURLToPath(new URL('load/holder.ts', import.meta.url))
const options = { profileTo: null }

interface Waiting {
  title: string
  peer: RunningPeer
  holder: ChildProcess
  bytesBefore: number
}

/** Memory without garbage. */
async function settledMemory(peer: RunningPeer): Promise<number> {
  for (let rests = 0; rests < 2; rests++) {
    await pause(REST_MILLISECONDS)
    process.kill(peer.pid, 'SIGWINCH')
  }
  await pause(REST_MILLISECONDS)
  return memoryOf(peer.pid)
}

async function hold(title: string, peer: RunningPeer): Promise<Waiting> {
  const bytesBefore = await settledMemory(peer)
  const holder = fork(HOLDER, { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
  endWithThisProcess(holder)
  const holding: Holding = { address: peer.address, from: WRITERS, count: IDLE }
  holder.send(holding)
  await waitersOf(holder)
  return { title, peer, holder, bytesBefore }
}

async function waitersOf(holder: ChildProcess): Promise<Waiters> {
  const [waiters] = (await once(holder, 'message')) as [Waiters]
  return waiters
}

async function look({ title, peer, holder, bytesBefore }: Waiting, at: number, seconds: number) {
  const told = waitersOf(holder)
  holder.send('how many?')
  const { open, lost, messages } = await told
  const kibibytes = ((await settledMemory(peer)) - bytesBefore) / IDLE / 1024
  const share = seconds / 60
  return [title, at.toFixed(0), short(kibibytes), share.toFixed(4), `${open - lost}`, `${messages}`]
}

/** Processor seconds of each in this time. */
async function cpuDuring(pids: readonly number[], milliseconds: number): Promise<number[]> {
  const before = pids.map((pid) => cpuSecondsOf([pid]))
  await pause(milliseconds)
  return pids.map((pid, n) => cpuSecondsOf([pid]) - before[n]!)
}

async function rest(ground: Ground, waiting: readonly Waiting[]): Promise<void> {
  const every = (MINUTES * 60_000) / LOOKS
  const pids = [...waiting.map(({ peer }) => peer.pid), ground.cluster.pid]
  const begin = performance.now()
  for (let n = 0; n <= LOOKS; n++) {
    const milliseconds = n === 0 ? 30_000 : begin + n * every - performance.now()
    const seconds = await cpuDuring(pids, milliseconds)
    const at = (performance.now() - begin) / 60_000
    const perMinute = seconds.map((one) => (one / milliseconds) * 60_000)
    for (const [which, one] of waiting.entries())
      console.log((await look(one, at, perMinute[which]!)).join(' | '))
    console.log(`PostgreSQL | ${at.toFixed(0)} | | ${(perMinute.at(-1)! / 60).toFixed(4)}`)
  }
}

/** How messages fare at a relay with the idle people and at one without, in turn. */
async function write(ground: Ground, beside: Record<string, RunningPeer>): Promise<void> {
  const found = Object.keys(beside).map((title) => ({ title, p50: [0], p99: [0] }))
  for (let round = 0; round < ROUNDS; round++) {
    for (const { title, p50, p99 } of found) {
      const { address, pid } = beside[title]!
      const { latency } = await runTask({
        kind: 'traffic',
        address,
        scene: { kind: 'pairs', count: WRITERS / 2 },
        pids: [pid, ground.cluster.pid],
        warmMilliseconds: TRAFFIC_MILLISECONDS,
        measureMilliseconds: TRAFFIC_MILLISECONDS,
        rate: 1_000,
      })
      p50[round] = latency!.p50
      p99[round] = latency!.p99
      console.log(`${title}: p50 ${short(p50[round]!)} ms, p99 ${short(p99[round]!)} ms`)
    }
  }
  const lines = found.map(({ title, p50, p99 }) => [title, short(median(p50)), short(median(p99))])
  console.log(table(['1,000 messages/s', 'p50, ms', 'p99, ms'], lines))
}

async function openRelay(ground: Ground, name: string, people: number): Promise<RunningPeer> {
  const database = await insertParley(ground, name)
  const relay: BenchRelay = await openParley(database, options)
  const { people: ids, signIns } = ground.crowd
  const entering = ids.slice(0, people).map((userId, n) => ({ userId, id: signIns[n]! }))
  const { cookies } = await relay.bridge(entering, [])
  return relay.start(cookies)
}

const ground = await openGround({ people: WRITERS + IDLE })
try {
  const parley = await openRelay(ground, 'bench_idle', WRITERS + IDLE)
  const alone = await openRelay(ground, 'bench_alone', WRITERS)
  const bare = await (await socketio.prepare(ground, options)).start()
  console.log('who | minute | KiB a connection | share of a core | open | messages to them')
  await rest(ground, [await hold('Parley', parley), await hold('Socket.IO', bare)])
  await write(ground, { 'beside 10,000 who wait': parley, 'where nobody waits': alone })
  for (const peer of [parley, alone, bare]) await peer.stop()
} finally {
  await ground.close()
}
process.exit()
