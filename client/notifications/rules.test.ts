// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import { ADA, BEN, conversation, message } from '../testing/messages.ts'
import { channelsFor, type Surroundings } from './rules.ts'

const own = conversation().me
const here: Surroundings = {
  me: ADA,
  lookedAt: null,
  hidden: false,
  preferences: { sound: true, desktop: true },
  mayShowDesktop: true,
}
const arrival = (change: Partial<IncomingMessage> = {}): IncomingMessage => ({
  message: message(1, BEN),
  conversation: conversation(),
  mentionsMe: false,
  ...change,
})
const nothing = { toast: false, sound: false, desktop: false }

test('in front of somebody: a toast and a sound, and no window of the system', () => {
  expect(channelsFor(arrival(), here)).toEqual({ toast: true, sound: true, desktop: false })
})

test('in the background: the system tells, where it may and is wanted', () => {
  const hidden = { ...here, hidden: true }
  const desktop = (change: Partial<Surroundings>) =>
    channelsFor(arrival(), { ...hidden, ...change }).desktop
  expect(desktop({})).toBe(true)
  expect(desktop({ mayShowDesktop: false })).toBe(false)
  expect(desktop({ preferences: { sound: true, desktop: false } })).toBe(false)
})

test('no sound for who switched it off', () => {
  const quiet = { ...here, preferences: { sound: false, desktop: true } }
  expect(channelsFor(arrival(), quiet)).toEqual({ toast: true, sound: false, desktop: false })
})

test.each<[string, Partial<IncomingMessage>, Partial<Surroundings>]>([
  ['my own', { message: message(1, ADA) }, {}],
  ['what is muted', { conversation: conversation({ me: { ...own, muted: true } }) }, {}],
  [
    'a mention in what is muted',
    { conversation: conversation({ me: { ...own, muted: true } }), mentionsMe: true },
    {},
  ],
  ['the level "nothing"', { conversation: conversation({ me: { ...own, notify: 'none' } }) }, {}],
  ['what is being looked at', {}, { lookedAt: conversation().id }],
])('never for %s', (_, about, where) => {
  expect(channelsFor(arrival(about), { ...here, ...where })).toEqual(nothing)
})

test('what is open in a tab nobody looks at is told of', () => {
  expect(channelsFor(arrival(), { ...here, lookedAt: null, hidden: true }).desktop).toBe(true)
})
