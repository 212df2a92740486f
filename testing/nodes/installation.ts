import { FaultyNetwork } from '../faults/network.ts'
import { findProgram } from '../supabase-cli/run.ts'
import { openTestDatabase } from '../database.ts'
import { eventually } from '../eventually.ts'
import { TestRedis } from '../redis.ts'
import { openTestRelay, type TestRelay } from '../relay.ts'
import { hearEachOther, openOtherNode } from './second-node.ts'

export const installations = ['one relay', 'three relays', 'three relays with Redis'] as const
export type Installation = (typeof installations)[number]

/** Continuous integration has Redis: tests of the nodes themselves fail there without it. */
export const canOpen = (way: Installation) =>
  way !== 'three relays with Redis' || findProgram('redis-server') !== null

export interface Opened {
  /** The first relay. */
  relay: TestRelay
  /** The way of pages to all relays. Each connection, of a socket or of HTTP, reaches the next relay. */
  network: FaultyNetwork
  close(): Promise<void>
}

/** The relays of one installation, all in this process, behind a load balancer with faults. */
export async function openInstallation(
  way: Installation,
  { seed = 1, database = openTestDatabase() } = {},
): Promise<Opened> {
  const redis = way === 'three relays with Redis' ? await TestRedis.open() : null
  const relay = await openTestRelay(redis === null ? {} : { REDIS_URL: redis.url }, database)
  const others =
    way === 'one relay' ? [] : await Promise.all([openOtherNode(relay), openOtherNode(relay)])
  await eventually('all relays hear each other', () =>
    hearEachOther(others.length, relay, ...others),
  )
  const ports = [relay, ...others].map(({ url }) => Number(new URL(url).port))
  const network = await FaultyNetwork.open(ports, seed)
  return {
    relay,
    network,
    async close() {
      await network.close()
      await Promise.all(others.map((node) => node.close()))
      await relay.close()
      await redis?.close()
    },
  }
}
