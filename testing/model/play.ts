import fc from 'fast-check'
import type postgres from 'postgres'
import type { Database } from '../../server/database/client.ts'
import type { Device } from './device.ts'
import { beginTalking, places, type Place } from './beginning.ts'
import { Diary } from './diary.ts'
import { endEverything } from './ends.ts'
import { operation } from './chances.ts'
import { judge } from './judgement.ts'
import { listed, perform, type Operation } from './operations.ts'
import { openPeople } from './people.ts'
import { accountsOf } from './aliases.ts'
import type { Tamper } from './network/memory-io.ts'
import { World } from './world.ts'

interface Scenario {
  chance: number
  /** The number of devices of each person. */
  devices: readonly number[]
  /** Everybody has opened everything before the first fault. */
  isSettled: boolean
  operations: readonly Operation[]
  place: Place
}

export const scenario: fc.Arbitrary<Scenario> = fc.record({
  chance: fc.integer(),
  devices: fc.constantFrom([1, 1, 1], [2, 1, 1], [2, 2, 1], [2, 2, 1]),
  isSettled: fc.constantFrom(true, true, true, false),
  operations: fc.array(operation, { minLength: 15, maxLength: 26, size: 'max' }),
  place: fc.constantFrom(...places),
})

/** The numbers of faults in all runs together. */
export const total = {
  runs: 0,
  operations: 0,
  steps: 0,
  kills: 0,
  /** How often a relay missed something that another one had said. */
  missed: 0,
  sent: 0,
  dropped: 0,
  duplicated: 0,
  reordered: 0,
  late: 0,
}

const names = ['Ada', 'Ben', 'Cleo'] as const
/** Longer than every wait of a client: a lost ack, the longest back-off, and the interval of sync. */
const SETTLING_MS = 1_000
const HEALING_MS = 45_000

interface Ground {
  relaySql: Database
  sql: postgres.Sql
  relays: number
  /** Plants a fault in the events of the relays. The aliases of the run name their accounts. */
  plant?: (accounts: ReadonlyMap<string, string>) => Tamper
}

/** One run: people act while everything can fail, then the faults stop, and all views are compared. */
export async function play(
  { chance, devices, isSettled, operations, place }: Scenario,
  { relaySql, sql, relays, plant }: Ground,
): Promise<void> {
  const [people, moderator] = await openPeople(sql, names)
  const ids = people.map(({ id }) => id)
  const rooms = await beginTalking(relaySql, place, ids as [string, string, string])

  const tamper = plant?.(await accountsOf(sql, ids))
  const world = new World(relaySql, { seed: chance, relays, ...(tamper && { tamper }) })
  world.rooms.push(...rooms)
  world.masks.hide(ids)
  const diary = new Diary(people, moderator)
  try {
    people.forEach((person, n) => {
      for (let at = 1; at <= devices[n]!; at++) world.addDevice(person, `${person.name}'s ${at}`)
    })
    if (isSettled) await settleIn(world)
    world.storm()
    for (const one of operations) {
      for (let steps = 0; steps < one.pause; steps++) await world.step()
      for (const device of world.devices) lookAround(world, device)
      perform(world, diary, one)
      await world.settle()
    }
    world.heal()
    await world.rest(HEALING_MS)
    await endEverything(world, diary, sql)
    await judge(world, diary, sql)
  } finally {
    await world.close()
    total.runs++
    total.operations += operations.length
    total.steps += world.steps
    total.kills += world.kills
    total.missed += world.told.missed
    for (const name of ['sent', 'dropped', 'duplicated', 'reordered', 'late'] as const) {
      total[name] += world.network.toll[name]
    }
  }
}

/** Opens most of the list at some time. */
function lookAround({ random }: World, device: Device): void {
  for (const { id } of listed(device)) {
    if (!device.opened.has(id) && random() < 0.3) device.open(id)
  }
}

async function settleIn(world: World): Promise<void> {
  await world.rest(SETTLING_MS)
  for (const device of world.devices) for (const { id } of listed(device)) device.open(id)
  await world.rest(SETTLING_MS)
}
