// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { stage, stageSession } from '../../testing/stage.tsx'
import NewPassword from './NewPassword.tsx'

afterEach(cleanup)

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const heading = () => screen.getByRole('heading', { level: 1 }).textContent

test('an invited person may choose a password, or sign in by mail instead', async () => {
  const { session } = stage(<NewPassword isFirst />)
  expect(heading()).toBe('Choose a password')
  await press('Sign in by mail instead')
  expect(session.goOnWithoutPassword).toHaveBeenCalledOnce()
})

test('a person who forgot theirs must choose one, or leave', async () => {
  const { session } = stage(<NewPassword />)
  expect(heading()).toBe('Choose a new password')
  expect(screen.queryByRole('button', { name: 'Sign in by mail instead' })).toBeNull()
  await press('Sign in as somebody else')
  expect(session.logOut).toHaveBeenCalledOnce()
})

test('a person who cannot get the fresh code is told so, and may leave', async () => {
  const session = stageSession({ kind: 'new_password' })
  session.setNewPassword.mockResolvedValueOnce({ kind: 'refused', reason: 'fresh_code_needed' })
  session.sendFreshCode.mockResolvedValueOnce({ kind: 'refused', reason: 'mail_not_sent' })
  stage(<NewPassword />, { session })
  await userEvent.type(screen.getByLabelText('New password'), 'a better one{Enter}')
  await screen.findByRole('textbox', { name: 'Code' })
  expect(screen.getByRole('alert')).toBeTruthy()
  expect(screen.queryByText(/We mailed you a code/)).toBeNull()
  await press('Sign in as somebody else')
  expect(session.logOut).toHaveBeenCalledOnce()
})

test('a project that wants a fresh code mails one, and a wrong one can be sent again', async () => {
  const session = stageSession({ kind: 'new_password' })
  session.setNewPassword
    .mockResolvedValueOnce({ kind: 'refused', reason: 'fresh_code_needed' })
    .mockResolvedValueOnce({ kind: 'refused', reason: 'bad_code' })
    .mockResolvedValueOnce({ kind: 'done' })
  stage(<NewPassword />, { session })
  await userEvent.type(screen.getByLabelText('New password'), 'a better one{Enter}')
  const code = await screen.findByRole('textbox', { name: 'Code' })
  expect(session.sendFreshCode).toHaveBeenCalledOnce()
  await userEvent.type(code, '000000{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(/^This code is wrong/)
  await press('Send again')
  expect(session.sendFreshCode).toHaveBeenCalledTimes(2)
  await userEvent.type(screen.getByRole('textbox', { name: 'Code' }), '123456{Enter}')
  expect(session.setNewPassword.mock.calls).toEqual([
    ['a better one'],
    ['a better one', '000000'],
    ['a better one', '123456'],
  ])
})
