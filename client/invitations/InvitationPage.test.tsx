// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { agreeToInvitation, takeAgreement } from '../navigation/invitation.ts'
import { RequestError } from '../requests/request-error.ts'
import { conversation } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import InvitationPage from './InvitationPage.tsx'

afterEach(() => {
  cleanup()
  takeAgreement('')
  history.replaceState(null, '', '/')
})

const garden = { inviter: 'Ben', title: 'Garden', is_own: false, conversation: null }

function page(answer: (accept: boolean) => unknown) {
  const messenger = stageMessenger()
  const ask = vi.fn(async (_method: string, _path: string, body: { accept: boolean }) =>
    answer(body.accept),
  )
  messenger.rooms.ask.mockImplementation(ask as never)
  history.replaceState(null, '', '/join/token')
  stage(<InvitationPage token="token" />, { messenger })
  return { messenger, accepts: () => ask.mock.calls.map(([, , { accept }]) => accept) }
}

test('a person who is signed in is asked before they join', async () => {
  const joined = conversation({ id: 'garden' })
  const { messenger, accepts } = page((accept) => ({
    ...garden,
    conversation: accept ? joined : null,
  }))
  expect(await screen.findByRole('heading', { name: 'Ben invites you to “Garden”' })).toBeTruthy()
  expect(accepts()).toEqual([false])
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Join' })))
  expect(messenger.rooms.adopt).toHaveBeenCalledWith(joined)
  expect(location.pathname).toBe('/c/garden')
})

test('a person who saw the invitation and then signed in joins at once, and only by that link', async () => {
  agreeToInvitation('token')
  const { accepts } = page(() => ({ ...garden, conversation: conversation({ id: 'garden' }) }))
  await waitFor(() => expect(location.pathname).toBe('/c/garden'))
  expect(accepts()).toEqual([true])
  cleanup()
  agreeToInvitation('another')
  const other = page(() => garden)
  await screen.findByRole('button', { name: 'Join' })
  expect(other.accepts()).toEqual([false])
})

test('a link to oneself can be copied, and starts nothing', async () => {
  page(() => ({ inviter: 'Ada', title: null, is_own: true, conversation: null }))
  expect(await screen.findByRole('heading', { name: 'This is your own link' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Copy link' })).toBeTruthy()
})

test.each([
  ['not_found', 'no longer good', false],
  ['was_removed', 'You were removed', false],
  ['forbidden', 'You have blocked', false],
  ['conversation_full', 'full', false],
  ['network', 'no connection', true],
] as const)(
  '%s is told, and is tried again only where that can help',
  async (code, told, again) => {
    page(() => {
      throw new RequestError(code)
    })
    expect((await screen.findByRole('alert')).textContent).toContain(told)
    expect(screen.queryByRole('button', { name: 'Retry' }) !== null).toBe(again)
  },
)
