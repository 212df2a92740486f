// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import { conversation, message } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { pass } from '../testing/time.ts'
import { ConversationList } from './ConversationList.tsx'
import { ShellContext } from '../navigation/dialogs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const group = (title: string) => conversation({ id: title, title, kind: 'GROUP' })
const loaded = [group('Apples'), group('Pears')]

function open({ hasMore }: { hasMore: boolean }) {
  const conversations = (items = loaded) => ({ status: 'ready', items, hasMore }) as const
  const messenger = stageMessenger({ conversations: conversations() })
  const list = (
    <ShellContext value={() => undefined}>
      <ConversationList />
    </ShellContext>
  )
  stage(list, { messenger })
  const box = screen.getByRole('combobox')
  return {
    messenger,
    type: (value: string) => fireEvent.change(box, { target: { value } }),
    load: (...more: string[]) =>
      messenger.become({ conversations: conversations([...loaded, ...more.map(group)]) }),
  }
}
const titles = () =>
  [...screen.queryAllByRole('link'), ...screen.queryAllByRole('option')].map(
    (link) => /Apples|Pears|Plums|Prunes/.exec(link.textContent)?.[0],
  )
const said = () => screen.getByRole('navigation').textContent

test('loaded conversations are found at once, and the rest as soon as the server answers', async () => {
  const { messenger, type, load } = open({ hasMore: true })
  messenger.conversations.find.mockImplementation(async () => {
    load('Plums')
    return null
  })
  type('p')
  await pass(0)
  await act(() => vi.dynamicImportSettled())
  // The best match comes first.
  expect(titles()).toEqual(['Pears', 'Apples'])
  expect(said()).toContain('Searching…')
  await pass(200)
  expect(messenger.conversations.find).toHaveBeenCalledExactlyOnceWith({ q: 'p', filter: 'all' })
  expect(titles()).toEqual(['Pears', 'Plums', 'Apples'])
  expect(said()).not.toContain('Searching…')
  expect(screen.queryByRole('button', { name: 'Show more conversations' })).toBeNull()
})

test('the server is not asked when the whole list is loaded, or when nothing narrows the list', async () => {
  const short = open({ hasMore: false })
  short.type('plum')
  await pass(1_000)
  expect(said()).toContain('No conversation matches “plum”.')
  cleanup()
  const long = open({ hasMore: true })
  await pass(1_000)
  for (const { messenger } of [short, long]) {
    expect(messenger.conversations.find).not.toHaveBeenCalled()
  }
})

test('the list says "no match" only after the server has searched', async () => {
  const { type } = open({ hasMore: true })
  type('plum')
  await pass(0)
  expect(said()).not.toContain('No conversation matches')
  await pass(200)
  expect(said()).toContain('No conversation matches “plum”.')
})

test('a chip searches all conversations, and "Show more" continues that search', async () => {
  const { messenger, load } = open({ hasMore: true })
  messenger.conversations.find.mockImplementation(async ({ cursor }) => {
    load('Plums', ...(cursor === undefined ? [] : ['Prunes']))
    return cursor === undefined ? 'next' : null
  })
  fireEvent.click(screen.getByRole('radio', { name: 'Groups' }))
  await pass(200)
  expect(titles()).toEqual(['Apples', 'Pears', 'Plums'])
  fireEvent.click(screen.getByRole('button', { name: 'Show more conversations' }))
  await pass(0)
  expect(messenger.conversations.find).toHaveBeenLastCalledWith({
    q: '',
    filter: 'group',
    cursor: 'next',
  })
  expect(titles()).toEqual(['Apples', 'Pears', 'Plums', 'Prunes'])
  expect(messenger.conversations.loadMore).not.toHaveBeenCalled()
  expect(screen.queryByRole('button', { name: 'Show more conversations' })).toBeNull()
})

test('without a connection, loaded conversations are found, and the page says that the rest was not searched', async () => {
  const { messenger, type } = open({ hasMore: true })
  messenger.conversations.find.mockRejectedValueOnce(new RequestError('network'))
  type('pear')
  await pass(200)
  expect(titles()).toEqual(['Pears'])
  expect(said()).toContain('Conversations that are not loaded could not be searched.')
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Retry' })))
  await pass(200)
  expect(messenger.conversations.find).toHaveBeenCalledTimes(2)
  expect(said()).not.toContain('could not be searched')
})

test('an action on a conversation that fails shows its error in the list', async () => {
  const { messenger } = open({ hasMore: false })
  messenger.conversations.changeOwn.mockRejectedValueOnce(
    new RequestError('rate_limited', { status: 429, retryAfter: 7 }),
  )
  fireEvent.click(screen.getByRole('button', { name: 'Options for Pears' }))
  await act(() => vi.dynamicImportSettled())
  await pass(100)
  fireEvent.click(screen.getByRole('menuitem', { name: 'Mute' }))
  await pass(0)
  expect(messenger.conversations.changeOwn).toHaveBeenCalledExactlyOnceWith('Pears', {
    muted: true,
  })
  expect(screen.getByRole('alert').textContent).toBe('Too many tries. Wait 7 s.')
  await pass(7_000)
  expect(screen.getByRole('alert').textContent).toBe('')
})

test('a new account is offered its profile until it presses "Not now"', async () => {
  localStorage.setItem('parley.welcome', '1')
  open({ hasMore: false })
  await act(() => vi.dynamicImportSettled())
  expect(screen.getByRole('link', { name: 'Set up profile' })).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Not now' }))
  expect(said()).not.toContain('Welcome')
  cleanup()
  open({ hasMore: false })
  await act(() => vi.dynamicImportSettled())
  expect(said()).not.toContain('Welcome')
})

test('a search without a match offers to find a person, and an empty list does not', async () => {
  const button = () => screen.queryByRole('button', { name: 'Find a person' })
  const { type, messenger } = open({ hasMore: false })
  type('plum')
  await pass(1_000)
  expect(button()).not.toBeNull()
  type('')
  act(() => messenger.become({ conversations: { status: 'ready', items: [], hasMore: false } }))
  expect(button()).toBeNull()
})

test('the field finds people and messages too, and a filter finds messages only', async () => {
  const { type, messenger } = open({ hasMore: false })
  const headings = () =>
    screen.queryAllByRole('group').flatMap((one) => one.getAttribute('aria-label') ?? [])
  const conversation = { kind: 'GROUP', title: 'Fruit', other: null } as const
  const items = [{ message: message(3), excerpt: 'ripe pears', author: null, conversation }]
  messenger.messages.search.mockResolvedValue({ items, next_cursor: null })
  const pia = { id: 'pia', username: 'pia', display_name: 'Pia Pearson', avatar_url: null }
  messenger.people.search.mockResolvedValue([pia])
  type('pear')
  await act(() => vi.dynamicImportSettled())
  await pass(300)
  expect(headings()).toEqual(['Conversations', 'People', 'Messages'])
  type('before:2026-01-31 pear')
  await pass(300)
  expect(headings()).toEqual(['Messages'])
  expect(messenger.messages.search).toHaveBeenLastCalledWith({
    ...{ q: 'pear', before: '2026-01-31' },
    zone: expect.any(String),
  })
  fireEvent.click(screen.getByRole('button', { name: 'Remove filter: Before 2026-01-31' }))
  await pass(300)
  expect(headings()).toEqual(['Conversations', 'People', 'Messages'])
})
