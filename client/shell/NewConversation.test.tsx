// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { pass } from '../testing/time.ts'
import { NewConversation } from './NewConversation.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const ben = { id: 'ben', username: 'ben', display_name: 'Ben Birch', avatar_url: null }
const said = () => screen.getByRole('dialog').textContent

function find() {
  const messenger = stageMessenger()
  stage(<NewConversation onClose={() => undefined} />, { messenger })
  const box = screen.getByRole('textbox', { name: 'Name or e-mail' })
  return { messenger, type: (value: string) => fireEvent.change(box, { target: { value } }) }
}

test('a rate-limited search says how long it waits, then searches for what is typed by then', async () => {
  const { messenger, type } = find()
  messenger.people.search.mockRejectedValueOnce(
    new RequestError('rate_limited', { status: 429, retryAfter: 12 }),
  )
  messenger.people.search.mockResolvedValueOnce([ben])
  type('be')
  await pass(200)
  expect(said()).toContain('Too many tries. Trying again in 12 s.')
  await pass(5_000)
  type('ben')
  expect(said()).toContain('Too many tries. Trying again in 7 s.')
  await pass(6_900)
  expect(messenger.people.search).toHaveBeenCalledTimes(1)
  await pass(200)
  expect(messenger.people.search).toHaveBeenLastCalledWith('ben')
  expect(screen.getByRole('button', { name: /Ben Birch/ })).toBeDefined()
  expect(said()).not.toContain('Too many')
})

test('a screen reader hears the seconds once', async () => {
  const { messenger, type } = find()
  messenger.people.search.mockRejectedValue(
    new RequestError('rate_limited', { status: 429, retryAfter: 12 }),
  )
  type('be')
  await pass(200)
  await pass(3_000)
  const shown = screen.getByText(/in 9 s/)
  expect(shown.getAttribute('aria-hidden')).toBe('true')
  expect(shown.previousElementSibling?.textContent).toMatch(/in 12 s/)
})

test.each([
  ['network', 'There is no connection.'],
  ['unavailable', 'The search did not work.'],
] as const)('a failed search says why, and the next letter tries again: %s', async (code, why) => {
  const { messenger, type } = find()
  messenger.people.search.mockRejectedValueOnce(new RequestError(code))
  messenger.people.search.mockResolvedValueOnce([ben])
  type('be')
  await pass(200)
  expect(said()).toContain(why)
  type('ben')
  await pass(200)
  expect(screen.getByRole('button', { name: /Ben Birch/ })).toBeDefined()
})

test('an answer that comes after the next question is dropped', async () => {
  const { messenger, type } = find()
  let answer = (_: (typeof ben)[]) => {}
  messenger.people.search.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
  messenger.people.search.mockResolvedValueOnce([])
  type('be')
  await pass(200)
  type('bell')
  await pass(200)
  answer([ben])
  await pass(0)
  expect(said()).toContain('Nobody found for “bell”.')
})

test('Enter writes to the first person found, but the Enter that ends a composition does not', async () => {
  const { messenger, type } = find()
  messenger.people.search.mockResolvedValueOnce([ben])
  type('ben')
  await pass(200)
  const box = screen.getByRole('textbox', { name: 'Name or e-mail' })
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 })
  expect(messenger.conversations.startDirect).not.toHaveBeenCalled()
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 13 })
  expect(messenger.conversations.startDirect).toHaveBeenCalledOnce()
})
