// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import { ADA, BEN, conversation, message } from '../testing/fixtures.ts'
import { channelsFor, type Surroundings } from './rules.ts'

const own = conversation().me
const here: Surroundings = {
  me: ADA,
  lookedAt: null,
  hidden: false,
  preferences: { sound: true, desktop: true },
  mayShowDesktop: true,
}
const incoming = (change: Partial<IncomingMessage> = {}): IncomingMessage => ({
  message: message(1, { sender_id: BEN }),
  conversation: conversation(),
  mentionsMe: false,
  ...change,
})
const nothing = { toast: false, sound: false, desktop: false }

test('on a visible page a message gives a toast and a sound, but no desktop notification', () => {
  expect(channelsFor(incoming(), here)).toEqual({ toast: true, sound: true, desktop: false })
})

test('in the background a message gives a desktop notification, if allowed and wanted', () => {
  const hidden = { ...here, hidden: true }
  const desktop = (change: Partial<Surroundings>) =>
    channelsFor(incoming(), { ...hidden, ...change }).desktop
  expect(desktop({})).toBe(true)
  expect(desktop({ mayShowDesktop: false })).toBe(false)
  expect(desktop({ preferences: { sound: true, desktop: false } })).toBe(false)
})

test('a switched-off sound does not play', () => {
  const quiet = { ...here, preferences: { sound: false, desktop: true } }
  expect(channelsFor(incoming(), quiet)).toEqual({ toast: true, sound: false, desktop: false })
})

test.each<[string, Partial<IncomingMessage>, Partial<Surroundings>]>([
  ["the user's own message", { message: message(1, { sender_id: ADA }) }, {}],
  ['a muted conversation', { conversation: conversation({ me: { ...own, muted: true } }) }, {}],
  [
    'a mention in a muted conversation',
    { conversation: conversation({ me: { ...own, muted: true } }), mentionsMe: true },
    {},
  ],
  ['the level "nothing"', { conversation: conversation({ me: { ...own, notify: 'none' } }) }, {}],
  ['the conversation being read', {}, { lookedAt: conversation().id }],
])('no notification for %s', (_, about, where) => {
  expect(channelsFor(incoming(about), { ...here, ...where })).toEqual(nothing)
})

test('a conversation open in a hidden tab still notifies', () => {
  expect(channelsFor(incoming(), { ...here, lookedAt: null, hidden: true }).desktop).toBe(true)
})
