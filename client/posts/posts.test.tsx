// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { LinkedPost } from '../../wire/conversations.ts'
import type { ErrorCode } from '../../wire/error-codes.ts'
import type { Post } from '../../wire/posts.ts'
import { ComposerPlace } from '../composer/ComposerPlace.tsx'
import { RequestError } from '../requests/request-error.ts'
import { ada, BEN, conversation } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import Posts from './Posts.tsx'

afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

const ben = { id: BEN, username: 'ben', display_name: 'Ben', avatar_url: null }
const post = (change: Partial<Post> = {}): Post => ({
  id: 'bicycle',
  author: ben,
  title: 'Blue bicycle',
  body: 'Nearly new',
  url: null,
  external: null,
  closed: false,
  hidden: null,
  created_at: new Date().toISOString(),
  changed_at: new Date().toISOString(),
  ...change,
})
const refuse = (code: ErrorCode) => () => {
  throw new RequestError(code, { status: 400 })
}
const about = conversation({ id: 'about', kind: 'POST_LINKED' })

function posts(path: string, answers: Record<string, (body?: unknown) => unknown>) {
  const messenger = stageMessenger()
  const ask = vi.fn(async (method: string, address: string, body?: unknown): Promise<unknown> => {
    const answer = answers[`${method} ${address}`]
    if (answer === undefined) throw new RequestError('not_found', { status: 404 })
    return answer(body)
  })
  messenger.rooms.ask.mockImplementation(ask)
  history.replaceState(null, '', path)
  stage(<Posts path={path} />, { messenger })
  return { messenger, ask }
}
const list = (items: Post[]) => () => ({ items, next_cursor: null })

describe('the board', () => {
  test('shows posts, and one click opens the conversation with an author', async () => {
    const { ask, messenger } = posts('/posts', {
      'GET /api/posts?filter=open': list([
        post(),
        post({ id: 'mine', author: ada, title: 'Lamp' }),
      ]),
      'POST /api/conversations': () => about,
    })
    const [bicycle, lamp] = await screen.findAllByRole('article')
    expect(bicycle!.textContent).toContain('Nearly new')
    expect(lamp!.textContent).toContain('You ·')
    // Nobody can message themselves.
    const button = screen.getByRole('button', { name: 'Message the author' })
    await act(async () => fireEvent.click(button))
    expect(ask).toHaveBeenLastCalledWith('POST', '/api/conversations', {
      kind: 'POST_LINKED',
      post_id: 'bicycle',
    })
    expect(messenger.rooms.adopt).toHaveBeenCalledWith(about)
    expect(location.pathname).toBe('/c/about')
  })

  test('asks the server for a filter and a search, and says when nothing was found', async () => {
    posts('/posts', {
      'GET /api/posts?filter=open': list([post()]),
      'GET /api/posts?filter=mine': list([]),
      'GET /api/posts?filter=mine&q=lamp': list([]),
    })
    await screen.findByRole('article')
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Mine' })))
    expect((await screen.findByRole('status')).textContent).toContain('not written a post')
    const box = screen.getByRole('searchbox', { name: 'Search posts' })
    await act(async () => fireEvent.change(box, { target: { value: 'lamp ' } }))
    expect((await screen.findByText(/“lamp”/)).textContent).toContain('No post has')
  })
})

test('an author closes a post, and nobody else has the buttons', async () => {
  const mine = post({ author: ada })
  const { ask } = posts('/posts/bicycle', {
    'GET /api/posts/bicycle': () => mine,
    'PATCH /api/posts/bicycle': () => ({ ...mine, closed: true }),
  })
  const close = await screen.findByRole('button', { name: 'Close' })
  await act(async () => fireEvent.click(close))
  expect(ask).toHaveBeenLastCalledWith('PATCH', '/api/posts/bicycle', { closed: true })
  expect(screen.getByRole('button', { name: 'Reopen' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
  cleanup()
  posts('/posts/bicycle', { 'GET /api/posts/bicycle': () => post() })
  await screen.findByRole('button', { name: 'Message the author' })
  expect(screen.queryByRole('button', { name: 'Close' })).toBeNull()
})

test.each([
  ['deleted', 'not_found', refuse('not_found'), 'This post does not exist, or it was deleted.'],
  ['closed', 'post_closed', () => post({ closed: true }), 'Closed'],
] as const)('a post that was %s since it was opened says so', async (_, code, then, says) => {
  const answers = {
    'GET /api/posts/bicycle': () => post(),
    'POST /api/conversations': refuse(code),
  }
  posts('/posts/bicycle', answers)
  const button = await screen.findByRole('button', { name: 'Message the author' })
  Object.assign(answers, { 'GET /api/posts/bicycle': then })
  await act(async () => fireEvent.click(button))
  expect(await screen.findByText(says)).toBeDefined()
})

test('a post that cannot be asked for again stays, with the reason', async () => {
  const answers: Record<string, () => unknown> = { 'GET /api/posts/bicycle': () => post() }
  answers['POST /api/conversations'] = refuse('unavailable')
  posts('/posts/bicycle', answers)
  const button = await screen.findByRole('button', { name: 'Message the author' })
  answers['GET /api/posts/bicycle'] = refuse('unavailable')
  await act(async () => fireEvent.click(button))
  expect(screen.getByText('Nearly new')).toBeDefined()
  expect(screen.getByRole('alert').textContent).not.toBe('')
})

describe('a link', () => {
  const external = 'GET /api/posts/external/article/7'

  test.each<[string, string, Record<string, (body?: unknown) => unknown>]>([
    ['to a post that does not exist', '/post/article/7', {}],
    [
      'to a bad address',
      '/post/Article/7',
      { 'GET /api/posts/external/Article/7': refuse('invalid_request') },
    ],
  ])('%s says so', async (_, path, answers) => {
    posts(path, answers)
    expect(await screen.findByText(/no such post/)).toBeTruthy()
  })

  test.each<[ErrorCode, RegExp]>([
    ['not_found', /author cannot be reached/],
    ['forbidden', /You have blocked/],
    ['post_closed', /post is closed/],
  ])('whose conversation is refused with %s says why', async (code, words) => {
    posts('/post/article/7', { [external]: () => post(), 'POST /api/conversations': refuse(code) })
    expect(await screen.findByText(words)).toBeTruthy()
  })

  test('to a post opens the conversation, writes nothing, and leaves the history', async () => {
    const { ask } = posts('/post/article/7', {
      [external]: () => post(),
      'POST /api/conversations': () => about,
    })
    const entries = history.length
    await vi.waitFor(() => expect(location.pathname).toBe('/c/about'))
    expect(history.length).toBe(entries)
    expect(ask.mock.calls.map(([method, address]) => `${method} ${address}`)).toEqual([
      external,
      'POST /api/conversations',
    ])
  })

  test('to one’s own post or to oneself asks for no conversation', async () => {
    const { ask } = posts('/post/article/7', { [external]: () => post({ author: ada }) })
    expect(await screen.findByText(/your own post/)).toBeTruthy()
    expect(ask).toHaveBeenCalledTimes(1)
    cleanup()
    const self = posts('/to/Ada', {})
    expect(await screen.findByText(/cannot message yourself/)).toBeTruthy()
    expect(self.ask).not.toHaveBeenCalled()
  })

  test('to a person opens the conversation', async () => {
    const { ask } = posts('/to/ben', { 'POST /api/conversations': () => about })
    await vi.waitFor(() => expect(location.pathname).toBe('/c/about'))
    expect(ask).toHaveBeenCalledWith('POST', '/api/conversations', {
      kind: 'DIRECT',
      username: 'ben',
    })
  })

  test('can be tried again after a fault', async () => {
    let isUp = false
    posts('/to/ben', {
      'POST /api/conversations': () => (isUp ? about : refuse('unavailable')()),
    })
    const retry = await screen.findByRole('button', { name: 'Retry' })
    isUp = true
    await act(async () => fireEvent.click(retry))
    expect(location.pathname).toBe('/c/about')
  })
})

test.each<[LinkedPost['state'], string]>([
  ['closed', 'This post is closed.'],
  ['deleted', 'This post was deleted.'],
])('about a %s post there is no composer', async (state, words) => {
  const linked = { id: 'bicycle', title: 'Blue bicycle', url: null, state }
  stage(
    <ComposerPlace
      conversation={conversation({ kind: 'POST_LINKED', post: linked })}
      conversationId="c1"
      name="Ben"
      mode={{ kind: 'write' }}
      onMode={() => undefined}
      pick={() => undefined}
    />,
  )
  expect((await screen.findByRole('status')).textContent).toContain(words)
  expect(screen.queryByRole('textbox')).toBeNull()
})
