import { pinMessage } from '../../client/pins/requests.ts'
import { barredFrom, joinRoom, letBackIn } from '../../client/rooms/requests.ts'
import { isOfDarkRoom } from '../../wire/ids.ts'
import type { ModerationAct } from '../../wire/moderation/moderation.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import type { Device } from './device.ts'
import type { Diary } from './diary.ts'
import { Killed } from './network/gate.ts'
import { MIN_LIFETIME_SECONDS } from '../../wire/limits.ts'
import type { ModelRelay } from './relay.ts'
import type { World } from './world.ts'

/** An action of a person at a device. The numbers choose among the things that exist at that time. */
export interface Operation {
  kind: Kind
  device: number
  place: number
  choice: number
  /** The number of steps before the next action. */
  pause: number
}

type Act = (target: Target) => Promise<unknown> | void

interface Target extends Operation {
  world: World
  diary: Diary
  at: Device
  /** A conversation on the screen of the device, and a message in it. */
  id: string
  message: Message | undefined
  /** The id under which the person acts in the conversation. */
  actorId: string
}

const emoji = ['👍', '❤️', '🎉']
const pick = <T>(from: readonly T[], number: number): T | undefined => from[number % from.length]
const isWritten = ({ kind, deleted_at }: Message) => kind === 'text' && deleted_at === null
const decisions: readonly ModerationAct[][] = [['hide'], ['remove'], ['hide', 'remove'], ['delete']]
const pickPerson = ({ world, choice }: Target) => pick(world.devices, choice)!.person
/** A person as the conversation knows them. In a dark room it is the author of a message, because nobody knows more. */
const pickPersonId = (target: Target) =>
  isOfDarkRoom(target.id) ? target.message?.sender_id : pickPerson(target).id

const acts = {
  send: ({ diary, at, id, choice }) => {
    const mention = choice % 4 === 0 ? ` @${pick(diary.people, choice)!.profile.username}` : ''
    return diary.write(at, id, mention)
  },
  answer: ({ diary, at, id, message }) => {
    const root = message?.thread_root ?? message?.id
    return root === undefined ? undefined : diary.write(at, id, '', root)
  },
  edit: ({ diary, at, message, actorId }) => {
    if (message === undefined || message.sender_id !== actorId) return
    return at.do((messenger) => messenger.messages.edit(message, diary.nextBody()))
  },
  remove: ({ at, message }) => message && at.do((messenger) => messenger.messages.remove(message)),
  react: ({ at, message, choice }) =>
    message && at.do((messenger) => messenger.messages.react(message, pick(emoji, choice)!, true)),
  unreact: ({ at, message, choice }) =>
    message && at.do((messenger) => messenger.messages.react(message, pick(emoji, choice)!, false)),
  pin: ({ at, message, choice }) =>
    message && at.do((messenger) => pinMessage(messenger, message, choice % 3 > 0)),
  read: ({ at, id, choice }) => {
    const { messages = [] } = at.messenger.getState().timelines[id] ?? {}
    const seen = messages.at(-1 - (choice % 4)) ?? messages.at(-1)
    if (seen !== undefined) at.do((messenger) => messenger.timeline.markRead(id, seen.seq))
  },
  /** Reads on all devices of a person at the same moment, each as far as it has loaded. */
  readApart: ({ world, at, id }) => {
    const theirs = world.devices.filter(({ person }) => person === at.person)
    for (const [n, { messenger }] of theirs.entries()) {
      const seen = messenger.getState().timelines[id]?.messages.at(-1 - n)
      if (seen !== undefined) theirs[n]!.do((there) => there.timeline.markRead(id, seen.seq))
    }
  },
  markUnread: ({ world, at, id, message }) => {
    world.told.mayGoBack(at.person.id)
    return (
      message &&
      at.do((messenger) => messenger.conversations.changeOwn(id, { unread_from: message.seq }))
    )
  },
  mute: ({ at, id, choice }) =>
    at.do((messenger) => messenger.conversations.changeOwn(id, { muted: choice % 2 === 0 })),
  draft: ({ at, id, diary, choice }) =>
    at.do((messenger) => messenger.drafts.save(id, choice % 3 === 0 ? '' : diary.nextBody())),
  createGroup: ({ at, diary, choice }) => {
    const userIds = diary.people.filter((_, n) => (choice >> n) % 2 === 0).map((one) => one.id)
    const clientId = crypto.randomUUID()
    const group = { clientId, title: diary.nextBody(), userIds }
    return at.do((messenger) => messenger.groups.create(group))
  },
  add: (target) =>
    target.at.do((messenger) => messenger.groups.addPeople(target.id, [pickPerson(target).id])),
  removePerson: (target) => {
    const personId = pickPersonId(target)
    if (!personId || personId === target.actorId) return
    return target.at.do((messenger) => messenger.groups.removePerson(target.id, personId))
  },
  promote: (target) => {
    const personId = pickPersonId(target)
    if (!personId) return
    return target.at.do((messenger) => messenger.groups.setRole(target.id, personId, 'admin'))
  },
  enter: ({ world, at, choice }) => {
    const roomId = pick(world.rooms, choice)
    return roomId === undefined
      ? undefined
      : at.do((messenger) => joinRoom(messenger, roomId, { agreed: true }))
  },
  letBackIn: ({ at, id }) =>
    at.do(async (messenger) => {
      const [first] = (await barredFrom(messenger, id)).items
      return first && letBackIn(messenger, id, first.id)
    }),
  /** A moderator of the installation hides a message, removes its author, or both. */
  moderate: ({ world, diary, message, choice }) =>
    message?.sender_id
      ? ignoreKills(world, (relay) =>
          relay.moderate(diary.moderator, message, pick(decisions, choice)!),
        )
      : undefined,
  leave: ({ at, id }) => at.do((messenger) => messenger.groups.leave(id)),
  rename: ({ at, id, diary }) =>
    at.do((messenger) => messenger.groups.change(id, { title: diary.nextBody() })),
  lifetime: ({ at, id, choice }) =>
    at.do((messenger) =>
      messenger.conversations.changeLifetime(id, choice % 4 === 0 ? null : MIN_LIFETIME_SECONDS),
    ),
  /** Messages reach their ends. Sometimes the collector comes at once, and sometimes long after. */
  end: ({ world, id, choice }) =>
    ignoreKills(world, async (relay) => {
      await relay.endMessages(id)
      if (choice % 2 === 0) await relay.collect()
    }),
  open: ({ at, id }) => (at.opened.has(id) ? at.close(id) : at.open(id)),
  offline: ({ at, choice }) => at.goOffline(choice % 2 === 0),
  online: ({ world }) => {
    world.bus.mend()
    for (const device of world.devices) device.goOnline()
  },
  crash: ({ at }) => at.crash(),
  /** With several relays, one of them is killed or cut off from the others. */
  killRelay: ({ world, choice }) => {
    const relay = world.relays[choice % world.relays.length]!
    if (world.relays.length > 1 && choice % 5 === 0) return world.bus.cutOff(relay.place)
    const isStoring = choice % 4 < 2
    const statements = isStoring ? 1 : 1 + ((choice >> 2) % 6)
    relay.gates.killAfter(statements, choice % 2 === 0, isStoring)
  },
  /** No person acts for a while: waits end, and the next tries begin. */
  wait: ({ world }) => void world.clock.advance(),
} satisfies Record<string, Act>
export type Kind = keyof typeof acts

/** The list of a device in an order that does not depend on ids, because ids differ in each run. */
export const listed = ({ messenger }: Device) =>
  messenger.getState().conversations.items.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
const orderOf = ({ kind, title, created_at }: Conversation) => `${kind} ${created_at} ${title}`

/** Performs the action if its target exists. A refusal of the server is no fault. */
export function perform(world: World, diary: Diary, operation: Operation): void {
  const at = pick(world.devices, operation.device)!
  const state = at.messenger.getState()
  const conversation = pick(listed(at), operation.place)
  if (conversation === undefined) return
  const { id } = conversation
  const written = (state.timelines[id]?.messages ?? []).filter(isWritten)
  const message = written.at(-1 - (operation.choice % 5)) ?? written.at(-1)
  const act: Act = acts[operation.kind]
  const actorId = conversation.me.user_id
  diary.expect(act({ ...operation, world, diary, at, id, message, actorId }))
}

/** Something that happens at a relay and not at a device. The relay may be killed meanwhile. */
async function ignoreKills(
  world: World,
  act: (relay: ModelRelay) => Promise<unknown>,
): Promise<void> {
  try {
    await act(world.anyRelay())
  } catch (error) {
    if (!(error instanceof Killed)) world.told.faults.push(String(error))
  }
}
