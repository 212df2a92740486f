import { setTimeout as pause } from 'node:timers/promises'
import { networks } from './networks/index.ts'
import { ComeBackLater, type Connection } from './networks/network.ts'
import { cpuSecondsOf, memoryOf } from './process-tree.ts'
import type { ReconnectResult, ReconnectTask } from './protocol.ts'

/** The queue of the kernel is shorter than the crowd. What does not fit would wait for a second and hide the peer. */
const OPENING_AT_ONCE = 400
const MAX_RETRIES_EACH = 20

const nobody = { onMessages: () => undefined, onConfirmed: () => undefined }

/** Everybody connects at once, as after the restart of a relay. Then all rest, and the memory is read. */
export async function measureReconnect(task: ReconnectTask): Promise<ReconnectResult> {
  const { address, people } = task
  const network = networks[address.kind]
  const before = await settledMemory(task)
  let retries = 0
  const connect = async (person: number): Promise<Connection> => {
    for (let tries = 0; ; tries++) {
      try {
        return await network.open(address, person, nobody)
      } catch (error) {
        if (!(error instanceof ComeBackLater) || tries === MAX_RETRIES_EACH) throw error
        retries++
        await pause(error.milliseconds * (0.5 + Math.random()))
      }
    }
  }
  const connections: Connection[] = []
  const [begin, cpu] = [performance.now(), cpuSecondsOf(task.pids)]
  let next = 0
  const lane = async () => {
    while (next < people) connections.push(await connect(next++))
  }
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, lane))
  const milliseconds = performance.now() - begin
  const cpuSeconds = cpuSecondsOf(task.pids) - cpu
  const bytes = (await settledMemory(task)) - before
  for (const connection of connections) connection.close()
  return {
    readyPerSecond: (people / milliseconds) * 1000,
    lastReady: milliseconds,
    cpuMilliseconds: (cpuSeconds / people) * 1000,
    retries,
    kibibytesPerConnection: bytes / people / 1024,
  }
}

/** The memory of the peer after a rest, without garbage where it can collect it. */
async function settledMemory({ pid, collects, restMilliseconds }: ReconnectTask): Promise<number> {
  for (let rests = 0; rests < 2; rests++) {
    await pause(restMilliseconds / 2)
    if (collects) process.kill(pid, 'SIGWINCH')
  }
  await pause(restMilliseconds / 2)
  return memoryOf(pid)
}
