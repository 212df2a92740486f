// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import { beforeAll, afterEach, expect, test } from 'vitest'
import { loadFormatted } from '../markup/reader.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { PendingState } from '../realtime/store/pending-message.ts'
import { ADA, BEN, conversation, message, pending } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { LastLine } from './LastLine.tsx'

// Until the parser is here, a text is shown as it was typed.
beforeAll(loadFormatted)

afterEach(cleanup)

const group = { kind: 'GROUP', title: 'Team' } as const
const ben = { id: BEN, username: BEN, display_name: 'Ben', avatar_url: null }

function lineOf(change: Partial<Conversation>, messenger = stageMessenger()) {
  const line = (
    <LastLine conversation={conversation(change)} active={false} unread={false} me={ADA} />
  )
  return stage(line, { messenger }).container.textContent
}

test('the list hides what a blocked person wrote in a group', () => {
  const messenger = stageMessenger({ blocked: [ben] })
  const last_message = message(1, { sender_id: BEN, body: 'an insult' })
  expect(lineOf({ ...group, last_message }, messenger)).toBe('Message from a person you blocked')
  expect(lineOf({ ...group, last_message })).toBe('Ben: an insult')
})

test('the last line shows plain text without the signs of Markdown', () => {
  const last_message = message(1, { sender_id: BEN, body: '**Look** at\n```js\nconst x = 1\n```' })
  expect(lineOf({ last_message })).toBe('Look at const x = 1')
  expect(lineOf({ ...group, last_message })).toBe('Ben: Look at const x = 1')
})

test('a mention is what its person is called now, as in the timeline', () => {
  const bens = { mentions: [BEN], mention_names: ['ben_old'], sender_id: ADA }
  const named = message(1, { ...bens, body: 'ask @ben_old or @ben_older' })
  expect(lineOf({ last_message: named })).toBe('You: ask @Ben or @ben_older')
  const before = message(1, { mentions: [BEN], sender_id: ADA, body: 'ask @ben' })
  expect(lineOf({ last_message: before })).toBe('You: ask @Ben')
  const left = message(1, { mentions: ['cleo'], mention_names: ['cleo_c'], body: '@cleo_c left' })
  const cleo = { id: 'cleo', username: 'cleo_c', display_name: 'Cleo *', avatar_url: null }
  const knowing = stageMessenger({ people: { cleo } })
  expect(lineOf({ ...group, last_message: left }, knowing)).toBe('Ben: @Cleo * left')
})

test('of a hidden message the list says who hid it, and not that its author did', () => {
  const hidden_at = '2026-01-01T12:00:00.000Z'
  const own = message(1, { sender_id: ADA, body: '', hidden_at })
  expect(lineOf({ ...group, last_message: own })).toBe('Your message was hidden by a moderator')
  const others = message(1, { sender_id: BEN, body: '', hidden_at })
  expect(lineOf({ ...group, last_message: others })).toBe('Hidden by a moderator')
})

test('an answer in a thread is told as one', () => {
  const answer = (sender_id: string) => message(2, { sender_id, body: 'yes', thread_root: 'm1' })
  expect(lineOf({ ...group, last_message: answer(BEN) })).toBe('Ben in a thread: yes')
  expect(lineOf({ ...group, last_message: answer(ADA) })).toBe('You in a thread: yes')
  expect(lineOf({ last_message: answer(BEN) })).toBe('In a thread: yes')
})

test('what waits in the outbox or was refused stands in the row', async () => {
  await import('./UnsentLine.tsx')
  const last_message = message(1, { sender_id: BEN, body: 'hello' })
  const unsent = (state: PendingState, change = {}) =>
    stageMessenger({ unsentByConversation: { c1: pending(state, { body: '**Hi**', ...change }) } })
  const shown = async (messenger: ReturnType<typeof unsent>) => {
    lineOf({ last_message }, messenger)
    return (await screen.findByText(/sent:$/)).parentElement?.textContent
  }
  expect(await shown(unsent({ kind: 'waiting' }))).toBe('Waiting to be sent: You: Hi')
  cleanup()
  const inReview = unsent({ kind: 'failed', code: 'in_review' })
  expect(await shown(inReview)).toBe('Waiting to be sent: You: Hi')
  cleanup()
  const refused = unsent({ kind: 'failed', code: 'forbidden' }, { thread_root: 'm1' })
  expect(await shown(refused)).toBe('Not sent: You in a thread: Hi')
})
