// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import { ADA, BEN, conversation, message, participant, timeline } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { Conversation } from './Conversation.tsx'

/** What a person was about to write is there again when they come back to the conversation. */

// The page fetches them when somebody begins an edit or a reply.
beforeAll(() => Promise.all([import('../composer/ModeEnd.tsx'), import('../composer/ModeBar.tsx')]))
afterEach(cleanup)

const mine = [1, 2].map((seq) => message(seq, { sender_id: ADA, body: `mine ${seq}` }))
const bens = message(3, { sender_id: BEN, body: 'a question' })

function open(shown = conversation()) {
  const messenger = stageMessenger({
    conversations: { status: 'ready', items: [shown], hasMore: false },
    timelines: { c1: timeline({ messages: [...mine, bens] }) },
  })
  const { again } = stage(<Conversation id="c1" />, { messenger })
  const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
  return {
    messenger,
    box,
    leave: () => again(<p>elsewhere</p>),
    comeBack: () => again(<Conversation id="c1" />),
    key: (key: string, more = {}) => fireEvent.keyDown(box(), { key, ...more }),
    type: (value: string) => fireEvent.change(box(), { target: { value } }),
  }
}

/** An answer of the relay that comes when the test says so. */
function later() {
  let end = (_error?: Error) => {}
  const answer = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve())
  })
  return { answer, end }
}

test('a reply is still a reply, and an edit has what was typed', async () => {
  const { messenger, box, leave, comeBack, key, type } = open()
  key('ArrowUp', { shiftKey: true })
  leave()
  comeBack()
  expect(await screen.findByText('Replying to Ben')).toBeDefined()
  key('Escape')
  key('ArrowUp')
  type('mine 2 and more')
  leave()
  comeBack()
  expect(box().value).toBe('mine 2 and more')
  key('Enter')
  await waitFor(() =>
    expect(messenger.messages.edit).toHaveBeenCalledWith(mine[1], 'mine 2 and more'),
  )
  await waitFor(() => expect(box().value).toBe(''))
})

test('the answer to an edit does not end what was begun or typed meanwhile', async () => {
  const { messenger, box, key, type } = open()
  const { answer, end } = later()
  messenger.messages.edit.mockReturnValueOnce(answer)
  key('ArrowUp')
  type('mine 2 changed')
  key('Enter')
  type('mine 2 changed, and a thought')
  end()
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Save changes' }).getAttribute('aria-disabled')).toBe(
      'false',
    ),
  )
  expect(box().value).toBe('mine 2 changed, and a thought')
})

test('an edit that was saved meanwhile can be taken back to the old text', async () => {
  const { messenger, box, key, type } = open()
  const { answer, end } = later()
  messenger.messages.edit.mockReturnValueOnce(answer)
  key('ArrowUp')
  type('mine 2 changed  ')
  key('Enter')
  type('mine 2 changed, and')
  end()
  const save = screen.getByRole('button', { name: 'Save changes' })
  await waitFor(() => expect(save.getAttribute('aria-disabled')).toBe('false'))
  type('mine 2')
  key('Enter')
  await waitFor(() => expect(box().value).toBe(''))
  expect(messenger.messages.edit.mock.calls.map(([, body]) => body)).toEqual([
    'mine 2 changed  ',
    'mine 2',
  ])
})

test('an edit that fails after its writer went elsewhere is open when they come back', async () => {
  const { messenger, box, leave, comeBack, key, type } = open()
  const { answer, end } = later()
  messenger.messages.edit.mockReturnValueOnce(answer)
  key('ArrowUp')
  type('mine 2 changed')
  key('Enter')
  leave()
  end(new RequestError('network'))
  comeBack()
  await expect(answer).rejects.toThrow()
  expect(box().value).toBe('mine 2 changed')
})

test('a chosen person of two with the same name is still mentioned', async () => {
  const named = (id: string, username: string) => ({
    ...participant(id),
    username,
    display_name: 'Ben Birch',
  })
  const { messenger, box, leave, comeBack } = open(
    conversation({
      kind: 'GROUP',
      participants: [participant(ADA), named(BEN, 'ben1'), named('carla', 'ben2')],
    }),
  )
  await import('../composer/MentionList.tsx')
  await userEvent.type(box(), 'hi @ben2')
  await screen.findByRole('option')
  await userEvent.type(box(), '{Enter}')
  messenger.drafts.get.mockReturnValue(box().value)
  leave()
  comeBack()
  await userEvent.type(box(), '{Enter}')
  expect(messenger.outbox.send).toHaveBeenCalledExactlyOnceWith('c1', 'hi @Ben Birch ', {
    mentions: [{ name: 'Ben Birch', user_id: 'carla' }],
  })
})

test('a reply ends with the sight of its message, also for a person who is let in again at once', async () => {
  const { messenger, leave, comeBack, key } = open()
  key('ArrowUp', { shiftKey: true })
  expect(await screen.findByText('Replying to Ben')).toBeDefined()
  leave()
  const tell = messenger.conversations.onGone.mock.calls[0]![0]
  tell(['another'])
  comeBack()
  expect(await screen.findByText('Replying to Ben')).toBeDefined()
  leave()
  tell(['c1'])
  comeBack()
  expect(screen.queryByText('Replying to Ben')).toBeNull()
})
