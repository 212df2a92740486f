// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import { BEN, conversation as conversationOf, message } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { pass } from '../testing/time.ts'
import SearchPanel from './SearchPanel.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const limited = new RequestError('rate_limited', { status: 429, retryAfter: 12 })
const conversation = { kind: 'GROUP', title: 'Fruit', other: null } as const
const page = (seq: number, next: string | null) => ({
  items: [
    {
      message: message(seq, { sender_id: BEN }),
      excerpt: `apple ${seq}`,
      author: null,
      conversation,
    },
  ],
  next_cursor: next,
})
const found = () =>
  within(screen.getByRole('list', { name: 'Results' }))
    .getAllByRole('link')
    .map((link) => /apple \d+/.exec(link.textContent)?.[0])

const filters = () =>
  within(screen.getByRole('list', { name: 'Filters' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

function search() {
  const messenger = stageMessenger()
  const { again } = stage(<SearchPanel query="" />, { messenger })
  const box = screen.getByRole('searchbox')
  return {
    messenger,
    type: (value: string) => fireEvent.change(box, { target: { value } }),
    again: (query: string) => again(<SearchPanel query={query} />),
  }
}

test('opened for another conversation, the panel searches for the same terms there', async () => {
  const { messenger, type, again } = search()
  type('in:elsewhere apple')
  again('in:"Fruit" ')
  const box = screen.getByRole<HTMLInputElement>('searchbox')
  expect(box.value).toBe('in:"Fruit" apple')
  expect(document.activeElement).toBe(box)
  await pass(300)
  expect(messenger.conversations.find).toHaveBeenCalledExactlyOnceWith({
    q: 'Fruit',
    filter: 'all',
  })
})

test('a rate-limited search says how long it waits, keeps its results, and goes on by itself', async () => {
  const { messenger, type } = search()
  messenger.messages.search.mockResolvedValueOnce(page(1, null))
  messenger.messages.search.mockRejectedValueOnce(limited)
  messenger.messages.search.mockResolvedValueOnce(page(2, null))
  type('apple')
  await pass(300)
  type('apples')
  await pass(300)
  expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContainEqual(
    expect.stringContaining('Too many tries. Trying again in 12 s.'),
  )
  expect(found()).toEqual(['apple 1'])
  await pass(12_000)
  expect(found()).toEqual(['apple 2'])
  expect(messenger.messages.search).toHaveBeenCalledTimes(3)
})

test('a refused next page keeps the results and says how long to wait', async () => {
  const { messenger, type } = search()
  messenger.messages.search.mockResolvedValueOnce(page(9, 'next'))
  type('apple')
  await pass(300)
  messenger.messages.search.mockRejectedValueOnce(limited)
  const more = screen.getByRole('button', { name: 'Show more results' })
  fireEvent.click(more)
  await pass(0)
  expect(screen.getByRole('alert').textContent).toContain('Too many tries. Wait 12 s.')
  expect(found()).toEqual(['apple 9'])
  messenger.messages.search.mockResolvedValueOnce(page(4, null))
  fireEvent.click(more)
  await pass(0)
  expect(messenger.messages.search).toHaveBeenLastCalledWith({ q: 'apple', cursor: 'next' })
  expect(found()).toEqual(['apple 9', 'apple 4'])
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a name that is not loaded is looked up on the server before it counts as unknown', async () => {
  const { messenger, type } = search()
  const mia = { id: 'mia', username: 'mia', display_name: 'Mia Maple', avatar_url: null }
  messenger.people.search.mockResolvedValueOnce([mia])
  messenger.conversations.find.mockImplementationOnce(async () => {
    const far = conversationOf({ id: 'far', title: 'Far away' })
    messenger.become({ conversations: { status: 'ready', items: [far], hasMore: true } })
    return null
  })
  type('in:far from:@maple plan')
  await pass(0)
  expect(filters()).toEqual(['In far', 'From @maple'])
  await pass(260)
  await pass(260)
  expect(messenger.people.search).toHaveBeenCalledExactlyOnceWith('maple')
  expect(messenger.conversations.find).toHaveBeenCalledExactlyOnceWith({ q: 'far', filter: 'all' })
  expect(filters()).toEqual(['In Far away', 'From Mia Maple'])
  expect(messenger.messages.search).toHaveBeenCalledExactlyOnceWith({
    q: 'plan',
    in: 'far',
    from: 'mia',
  })
  type('in:nowhere from:maple plan')
  await pass(600)
  expect(filters()).toEqual(['No conversation is called “nowhere”.', 'From Mia Maple'])
  expect(messenger.messages.search).toHaveBeenCalledTimes(1)
})

test('a search without a connection says so', async () => {
  const { messenger, type } = search()
  messenger.messages.search.mockRejectedValueOnce(new RequestError('network'))
  type('apple')
  await pass(300)
  expect(screen.getByRole('alert').textContent).toContain('There is no connection.')
})

test('Enter opens the first result, but the Enter that ends a composition does not', async () => {
  const { messenger, type } = search()
  messenger.messages.search.mockResolvedValueOnce(page(1, null))
  type('apple')
  await pass(300)
  const click = vi.fn<(event: Event) => void>((event) => event.preventDefault())
  screen.getByRole('list', { name: 'Results' }).addEventListener('click', click)
  const box = screen.getByRole('searchbox')
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 })
  expect(click).not.toHaveBeenCalled()
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 13 })
  expect(click).toHaveBeenCalledOnce()
})

test('who comes back to the results finds them scrolled as they were, also on a later page', async () => {
  const messenger = stageMessenger()
  messenger.messages.search.mockResolvedValueOnce(page(2, 'next'))
  messenger.messages.search.mockResolvedValueOnce(page(1, null))
  stage(<SearchPanel query="" typed="apple" top={400} />, { messenger })
  await pass(300)
  await pass(0)
  expect(found()).toEqual(['apple 2', 'apple 1'])
  expect(screen.getByRole('list', { name: 'Results' }).parentElement?.scrollTop).toBe(400)
})

test('what ends while it is found goes: a conversation of which the person is no more, and a deleted message', async () => {
  const { messenger, type } = search()
  const { conversation_id: id } = message(1)
  const [one, two] = [page(1, null).items[0]!, page(2, null).items[0]!]
  const elsewhere = { ...two, message: { ...two.message, conversation_id: 'elsewhere' } }
  messenger.messages.search.mockResolvedValue({ items: [one, elsewhere], next_cursor: null })
  type('apple')
  await pass(250)
  expect(found()).toEqual(['apple 1', 'apple 2'])
  const gone = (ids: string[]) =>
    act(() => messenger.conversations.onGone.mock.calls.forEach(([tell]) => tell(ids)))
  gone(['elsewhere'])
  expect(found()).toEqual(['apple 1'])
  const deleted = { ...one.message, deleted_at: '2026-01-10T12:00:00.000Z' }
  act(() => messenger.messages.follow.mock.calls.forEach(([tell]) => tell([deleted])))
  expect(screen.queryByRole('link')).toBeNull()

  let answer = () => {}
  messenger.messages.search.mockImplementation(
    () => new Promise((resolve) => (answer = () => resolve(page(3, null)))),
  )
  type('pear')
  await pass(250)
  gone([id])
  answer()
  await pass(0)
  expect(screen.queryByRole('link')).toBeNull()
})
