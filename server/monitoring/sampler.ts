import { randomUUID } from 'node:crypto'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import type { Counted, Metrics } from '../operations/metrics.ts'
import type { RelayServer } from '../realtime/socket-types.ts'
import { repeatByClock, type Repeat } from '../repeat.ts'
import { difference, storeSample } from './samples.ts'

const EVERY_MILLISECONDS = 10_000
/** The most people of whom a sample tells the number of sockets. */
const MAX_PEOPLE = 50

/** Each relay tells what it counts, so that the monitoring page shows all of them, whichever relay is asked. */
export function startSampler(
  { io, sql, metrics, log }: { io: RelayServer; sql: Database; metrics: Metrics; log: Logger },
  repeat: Repeat = repeatByClock,
): { close(): Promise<void> } {
  const node = randomUUID()
  let before: Counted | null = null
  let running: Promise<void> | null = null

  async function take(): Promise<void> {
    const now = await metrics.counted()
    const people = socketsOfPeople(io)
    await storeSample(sql, {
      node,
      sockets: io.of('/').sockets.size,
      people: people.length,
      connections: Object.fromEntries(people.slice(0, MAX_PEOPLE)),
      ...difference(now, before),
    })
    // A sample that could not be stored is part of the next one.
    before = now
  }

  const sample = () =>
    (running ??= take()
      .catch((error: unknown) => log.debug({ err: error }, 'a sample could not be stored'))
      .finally(() => {
        running = null
      }))
  const stop = repeat(EVERY_MILLISECONDS, sample)
  return {
    async close() {
      stop()
      await running
    },
  }
}

/** Who has how many sockets on this node, the most first. */
function socketsOfPeople(io: RelayServer): [userId: string, sockets: number][] {
  const counts = new Map<string, number>()
  for (const { data } of io.of('/').sockets.values()) {
    const { userId } = data.session
    counts.set(userId, (counts.get(userId) ?? 0) + 1)
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)
}
