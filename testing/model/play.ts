import fc from 'fast-check'
import type postgres from 'postgres'
import { startDirect } from '../../server/conversations/direct.ts'
import type { Database } from '../../server/database/client.ts'
import { writeMessages } from '../../server/messages/store/write-messages.ts'
import { createGroup } from '../../server/groups/create.ts'
import { newMessage } from '../new-message.ts'
import type { Device } from './device.ts'
import { Diary } from './diary.ts'
import { endEverything } from './ends.ts'
import { operation } from './chances.ts'
import { judge } from './judgement.ts'
import { listed, perform, type Operation } from './operations.ts'
import { openPeople } from './people.ts'
import { World } from './world.ts'

interface Scenario {
  chance: number
  /** The number of devices of each person. */
  devices: readonly number[]
  /** Everybody has opened everything before the first fault. */
  isSettled: boolean
  operations: readonly Operation[]
}

export const scenario: fc.Arbitrary<Scenario> = fc.record({
  chance: fc.integer(),
  devices: fc.constantFrom([1, 1, 1], [2, 1, 1], [2, 2, 1], [2, 2, 1]),
  isSettled: fc.constantFrom(true, true, true, false),
  operations: fc.array(operation, { minLength: 15, maxLength: 26, size: 'max' }),
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
}

/** One run: people act while everything can fail, then the faults stop, and all views are compared. */
export async function play(
  { chance, devices, isSettled, operations }: Scenario,
  { relaySql, sql, relays }: Ground,
): Promise<void> {
  const people = await openPeople(sql, names)
  await beginTalking(relaySql, people.map(({ id }) => id) as [string, string, string])

  const world = new World(relaySql, chance, relays)
  const diary = new Diary(people)
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

/** A group of all and a conversation of two, in which everybody has something to read. */
async function beginTalking(sql: Database, people: readonly [string, string, string]) {
  const [ada, ben, cleo] = people
  const { change: group } = await createGroup(sql, ada, {
    kind: 'GROUP',
    title: 'all',
    participant_ids: [ben, cleo],
  })
  const direct = await startDirect(sql, ada, { kind: 'DIRECT', participant_ids: [ben] })
  const write = (conversationId: string, senderId: string, body: string) =>
    newMessage(conversationId, senderId, { body })
  await writeMessages(sql, [
    ...[...people, ...people].map((id, n) => write(group.id, id, `before ${n}`)),
    ...[ada, ben, ben].map((id, n) => write(direct.conversation.id, id, `before ${n}`)),
  ])
}
