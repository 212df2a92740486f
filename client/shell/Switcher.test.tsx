// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MessengerState } from '../realtime/store/messenger-state.ts'
import { RequestError } from '../requests/request-error.ts'
import { conversation } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { pass } from '../testing/time.ts'
import { Switcher } from './Switcher.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const pears = conversation({ id: 'pears', title: 'Pears', kind: 'GROUP' })

function open(list: Partial<MessengerState['conversations']> = {}) {
  const messenger = stageMessenger({
    conversations: { status: 'ready', items: [pears], hasMore: true, ...list },
  })
  stage(<Switcher onClose={() => undefined} />, { messenger })
  const box = screen.getByRole('combobox')
  const type = (value: string) => fireEvent.change(box, { target: { value } })
  return { messenger, type }
}

const said = () => screen.getByRole('dialog').querySelector('[aria-live="polite"]')?.textContent
const nobody = 'Nobody found for “plum”.'
const rest = 'Conversations that are not loaded could not be searched.'

test('"nobody found" shows only after both people and conversations were searched', async () => {
  const { messenger, type } = open()
  let answer = (_: null) => {}
  messenger.conversations.find.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
  type('plum')
  expect(said()).toBe('Searching…')
  await pass(1_000)
  expect(messenger.people.search).toHaveBeenCalledOnce()
  expect(said()).toBe('Searching…')
  await act(async () => answer(null))
  expect(said()).toBe(nobody)
})

test('the number of results shows only after the search has ended', async () => {
  const { messenger, type } = open()
  let answer = (_: null) => {}
  messenger.conversations.find.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
  type('pear')
  await pass(1_000)
  expect(said()).toBe('')
  await act(async () => answer(null))
  expect(said()).toBe('1 result')
})

test.each([
  ['plum', 'without a connection', new RequestError('network'), rest],
  ['pear', 'without a connection', new RequestError('network'), rest],
  ['plum', 'with an internal error', new RequestError('internal', { status: 500 }), rest],
  [
    'plum',
    'with a rate limit',
    new RequestError('rate_limited', { status: 429, retryAfter: 7 }),
    /7 s/,
  ],
] as const)(
  'conversations that could not be searched for “%s”, %s: the note says so and counts no result',
  async (query, _, failure, note) => {
    const { messenger, type } = open()
    messenger.conversations.find.mockRejectedValueOnce(failure)
    type(query)
    await pass(200)
    expect(said()).toMatch(note)
  },
)

test('people who could not be searched are not reported as not found', async () => {
  const { messenger, type } = open({ hasMore: false })
  messenger.people.search.mockRejectedValueOnce(new RequestError('internal', { status: 500 }))
  type('plum')
  await pass(200)
  expect(said()).toBe('The search did not work. Try again.')
})

test.each(['loading', 'failed'] as const)(
  'while the list of conversations is %s, the server is asked for matches',
  async (status) => {
    const { messenger, type } = open({ status, items: [], hasMore: false })
    messenger.conversations.find.mockRejectedValueOnce(new RequestError('network'))
    type('plum')
    await pass(200)
    expect(said()).toBe(rest)
  },
)
