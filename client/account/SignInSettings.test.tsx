// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { Auth } from '../session/supabase/auth.ts'
import { stage, stageMessenger, stageSession } from '../testing/stage.tsx'
import { SignInSettings } from './SignInSettings.tsx'

afterEach(cleanup)

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const error = (code: string) => ({ data: {}, error: { code, status: 400, message: '' } })
const fine = { data: {}, error: null }

/** The account page, and the sign-in service that answers it. */
function stageSettings(auth: Partial<Record<keyof Auth, unknown>>) {
  const session = stageSession()
  vi.mocked(session.withAuth).mockImplementation(async (use) => use(auth as Auth))
  const messenger = stageMessenger()
  stage(<SignInSettings me={messenger.getState().me} />, { session, messenger })
  return messenger
}

test('a project that wants the present password gets it, and a wrong one is told', async () => {
  const updateUser = vi
    .fn()
    .mockResolvedValueOnce(error('current_password_required'))
    .mockResolvedValueOnce(error('current_password_mismatch'))
    .mockResolvedValue(fine)
  stageSettings({ updateUser })
  await press('Change password')
  expect(screen.queryByLabelText('Present password')).toBeNull()
  await userEvent.type(screen.getByLabelText('New password'), 'a new password{Enter}')
  expect(document.activeElement).toBe(await screen.findByLabelText('Present password'))
  await userEvent.keyboard('wrong{Enter}')
  expect((await screen.findByText('The present password is not right.')).tagName).toBe('DIV')
  await userEvent.type(screen.getByLabelText('Present password'), '{Enter}')
  expect(await screen.findByText(/^Your password is changed/)).toBeTruthy()
  expect(updateUser).toHaveBeenLastCalledWith({
    password: 'a new password',
    current_password: 'wrong',
  })
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('an old sign-in gets a code by mail, and changes the password with it', async () => {
  const updateUser = vi
    .fn()
    .mockResolvedValueOnce(error('reauthentication_needed'))
    .mockResolvedValue(fine)
  const reauthenticate = vi.fn().mockResolvedValue(fine)
  stageSettings({ updateUser, reauthenticate })
  await press('Change password')
  await userEvent.type(screen.getByLabelText('New password'), 'a new password{Enter}')
  await userEvent.type(await screen.findByLabelText('Code'), '123456{Enter}')
  expect(await screen.findByText(/^Your password is changed/)).toBeTruthy()
  expect(reauthenticate).toHaveBeenCalledOnce()
  expect(updateUser).toHaveBeenLastCalledWith({ password: 'a new password', nonce: '123456' })
})

test('a new address is confirmed with the codes of both mails, and shown then', async () => {
  const updateUser = vi.fn().mockResolvedValue(fine)
  const verifyOtp = vi
    .fn()
    .mockResolvedValueOnce({ data: { session: null }, error: null })
    .mockResolvedValueOnce(error('otp_expired'))
    .mockResolvedValue({ data: { session: {} }, error: null })
  const messenger = stageSettings({ updateUser, verifyOtp })
  await press('Change e-mail address')
  const field = screen.getByRole('textbox', { name: 'New e-mail address' })
  await userEvent.type(field, 'ADA@example.com{Enter}')
  expect(screen.getByText('This is your address already.')).toBeTruthy()
  await userEvent.clear(field)
  await userEvent.type(field, 'new@example.com{Enter}')
  await userEvent.type(await screen.findByLabelText('Code'), '111111{Enter}')
  expect(await screen.findByText(/^One address is confirmed/)).toBeTruthy()
  await userEvent.type(screen.getByLabelText('Code'), '222222{Enter}')
  expect(await screen.findByText('From now on you sign in with new@example.com.')).toBeTruthy()
  expect(verifyOtp.mock.calls.map(([{ email, token }]) => [email, token])).toEqual([
    ['new@example.com', '111111'],
    ['new@example.com', '222222'],
    ['ada@example.com', '222222'],
  ])
  expect(messenger.account.updateProfile).toHaveBeenCalledWith({})
})

test('a refusal is told in words, and what was typed stays', async () => {
  stageSettings({ updateUser: vi.fn().mockResolvedValue(error('same_password')) })
  await press('Change password')
  await userEvent.type(screen.getByLabelText('New password'), 'the old one{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(/^This is your present password/)
  expect(screen.getByLabelText('New password')).toHaveProperty('value', 'the old one')
})
