// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import type { Auth } from '../session/supabase/auth.ts'
import { stage, stageMessenger, stageSession } from '../testing/stage.tsx'
import { OwnData } from './OwnData.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const wrong = { data: {}, error: { code: 'invalid_credentials', status: 400, message: '' } }
const right = { data: { session: { access_token: 'proof', user: {} } }, error: null }

function stageOwnData(apart: Record<string, unknown> = {}) {
  const session = stageSession()
  vi.mocked(session.withAuth).mockImplementation(async (use) =>
    use({ apart: () => apart } as unknown as Auth),
  )
  const messenger = stageMessenger()
  stage(<OwnData />, { session, messenger })
  return { session, messenger }
}

test('the account is deleted with the right password only, and the browser is logged out then', async () => {
  const signInWithPassword = vi.fn().mockResolvedValueOnce(wrong).mockResolvedValue(right)
  const { session, messenger } = stageOwnData({ signInWithPassword })
  await press('Delete account')
  const sure = screen.getByRole('button', { name: 'Delete for good' })
  expect(sure).toHaveProperty('disabled', true)
  expect(screen.getByText(/^Your messages stay in their conversations/)).toBeTruthy()
  await userEvent.type(screen.getByLabelText('Password'), 'wrong{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(/password is not right/)
  expect(messenger.account.remove).not.toHaveBeenCalled()
  await userEvent.click(sure)
  await waitFor(() => expect(session.logOut).toHaveBeenCalledOnce())
  expect(messenger.account.remove).toHaveBeenCalledExactlyOnceWith('proof')
})

test('a person without a password gets a code, and a refusal keeps them signed in', async () => {
  const signInWithOtp = vi.fn().mockResolvedValue({ data: {}, error: null })
  const verifyOtp = vi.fn().mockResolvedValue(right)
  const { session, messenger } = stageOwnData({ signInWithOtp, verifyOtp })
  messenger.account.remove.mockRejectedValue(new RequestError('fresh_sign_in_needed'))
  await press('Delete account')
  await press('I have no password: mail me a code')
  await userEvent.type(await screen.findByLabelText('Code'), '123456{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(/^Log out, sign in again/)
  expect(session.logOut).not.toHaveBeenCalled()
})

test('a double click mails one code: a second request would be refused', async () => {
  let answer = (): void => undefined
  const signInWithOtp = vi.fn(
    () => new Promise((resolve) => (answer = () => resolve({ data: {}, error: null }))),
  )
  stageOwnData({ signInWithOtp })
  await press('Delete account')
  await userEvent.dblClick(
    screen.getByRole('button', { name: 'I have no password: mail me a code' }),
  )
  expect(signInWithOtp).toHaveBeenCalledOnce()
  answer()
  expect(await screen.findByLabelText('Code')).toBeTruthy()
})

test('with an authenticator app, its code is asked for in place and counts for the deletion', async () => {
  const factors = [{ id: 'app', factor_type: 'totp', status: 'verified' }]
  const session = { access_token: 'half', user: { factors } }
  const signInWithPassword = vi.fn().mockResolvedValue({ data: { session }, error: null })
  const refusal = {
    data: null,
    error: { code: 'mfa_verification_failed', status: 422, message: '' },
  }
  const challengeAndVerify = vi
    .fn()
    .mockResolvedValueOnce(refusal)
    .mockResolvedValue({ data: { access_token: 'whole' }, error: null })
  const { messenger } = stageOwnData({ signInWithPassword, mfa: { challengeAndVerify } })
  await press('Delete account')
  await userEvent.type(screen.getByLabelText('Password'), 'right{Enter}')
  const code = await screen.findByLabelText('Code from your app')
  expect(messenger.account.remove).not.toHaveBeenCalled()
  await userEvent.type(code, '000000{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(/code is not right/)
  await userEvent.type(code, '123 456{Enter}')
  await waitFor(() => expect(messenger.account.remove).toHaveBeenCalledExactlyOnceWith('whole'))
  expect(challengeAndVerify).toHaveBeenLastCalledWith({ factorId: 'app', code: '123456' })
})

test('the data comes as a file, and a refusal is told and no file', async () => {
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  const body = { error: { code: 'rate_limited', retry_after: 3000 } }
  const answers = [Response.json(body, { status: 429 }), new Response('{}')]
  vi.stubGlobal('fetch', async () => answers.shift())
  stageOwnData()
  await press('Download my data')
  expect((await screen.findByRole('alert')).textContent).toMatch(/^Too many tries/)
  expect(clicked).not.toHaveBeenCalled()
  await press('Download my data')
  expect(await screen.findByText('The file is in your downloads.')).toBeTruthy()
  expect(clicked).toHaveBeenCalledOnce()
  clicked.mockRestore()
})
