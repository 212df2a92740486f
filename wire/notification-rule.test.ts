import { expect, test } from 'vitest'
import type { Message } from './messages.ts'
import { noticeOf, type Notice, type Reader } from './notification-rule.ts'

const facts: Parameters<typeof noticeOf>[0] = {
  sender_id: 'ben',
  kind: 'text',
  body: 'hello',
  event: null,
  deleted_at: null,
  expires_at: null,
  mentions: [],
}
const reader: Reader = {
  userId: 'ada',
  settings: { muted: false, notify: 'all' },
  hasBlocked: (senderId) => senderId === 'mallory',
}
const line = (event: Message['event']) => ({ kind: 'system', body: '', event }) as const
const mentioned = { mentions: ['ada'] }
const muted = { muted: true, notify: 'all' } as const
const none = { muted: false, notify: 'none' } as const
const mentions = { muted: false, notify: 'mentions' } as const
const addsAda = line({ type: 'added', user_ids: ['ada'] })

test.each<[string, Partial<typeof facts>, Reader['settings'], Notice]>([
  ['a message', {}, reader.settings, 'notify'],
  ["one's own", { sender_id: 'ada' }, reader.settings, 'none'],
  [
    'a message of a blocked person',
    { sender_id: 'mallory', ...mentioned },
    reader.settings,
    'none',
  ],
  ['a message without a sender', { sender_id: null }, reader.settings, 'badge'],
  ['a deleted message', { body: '', deleted_at: '2026-01-01T00:00:00Z' }, reader.settings, 'none'],
  [
    'a message that has disappeared',
    { body: '', deleted_at: '2026-01-01T00:00:00Z', expires_at: '2026-01-01T00:00:00Z' },
    reader.settings,
    'none',
  ],
  ['a message in a muted conversation', {}, muted, 'badge'],
  ['a mention in a muted conversation', mentioned, muted, 'badge'],
  ['a message at the level "nothing"', {}, none, 'badge'],
  ['a mention at the level "nothing"', mentioned, none, 'badge'],
  ['a message at the level "mentions"', {}, mentions, 'badge'],
  ['a mention at the level "mentions"', mentioned, mentions, 'notify'],
  ['a line that adds the reader', addsAda, mentions, 'notify'],
  ['a line that adds the reader, muted', addsAda, muted, 'none'],
  [
    'a line that adds another person',
    line({ type: 'added', user_ids: ['cleo'] }),
    reader.settings,
    'none',
  ],
  [
    'a line about the creation of a group',
    line({ type: 'created', title: 'Trip' }),
    mentions,
    'notify',
  ],
  ['a line about another person leaving', line({ type: 'left' }), reader.settings, 'none'],
  ['a line without its actor', { ...addsAda, sender_id: null }, reader.settings, 'none'],
])('%s', (_, change, settings, notice) => {
  expect(noticeOf({ ...facts, ...change }, { ...reader, settings })).toBe(notice)
})
