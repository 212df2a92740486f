// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { stage, stageSession } from '../../testing/stage.tsx'
import type { SecondFactor as Factor } from '../model.ts'
import NewPassword from './NewPassword.tsx'
import SecondFactor from './SecondFactor.tsx'

afterEach(cleanup)

const app = (id: string, name: string | null = null): Factor => ({ id, kind: 'totp', name })
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

function stageFactors(factors: Factor[]) {
  const session = stageSession({ kind: 'second_factor' })
  session.secondFactors.mockResolvedValue(factors)
  stage(<SecondFactor />, { session })
  return session
}

test('the code of the app is asked for, and sent', async () => {
  const session = stageFactors([app('f1', 'phone')])
  session.verifySecondFactor.mockResolvedValue({ kind: 'done' })
  const code = await screen.findByRole('textbox', { name: 'Code from your app' })
  expect(document.activeElement).toBe(code)
  await userEvent.paste('123 456')
  expect(session.verifySecondFactor).toHaveBeenCalledExactlyOnceWith('f1', '123456')
})

test.each([
  ['bad_factor_code', /not right/],
  ['factor_expired', /took too long/],
  ['too_many', /Too many tries/],
  ['network', /no connection/],
] as const)('%s is told, and the code can be typed again', async (reason, told) => {
  const session = stageFactors([app('f1')])
  session.verifySecondFactor.mockResolvedValue({ kind: 'refused', reason })
  const code = await screen.findByRole('textbox')
  await userEvent.type(code, '000000{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(told)
  expect(code).toHaveProperty('value', '')
})

test('a person with two apps chooses', async () => {
  const session = stageFactors([app('f1', 'phone'), app('f2', 'tablet')])
  await screen.findByRole('textbox', { name: 'Code from “phone”' })
  await press('Use “tablet” instead')
  await userEvent.type(screen.getByRole('textbox', { name: 'Code from “tablet”' }), '123456{Enter}')
  expect(session.verifySecondFactor).toHaveBeenCalledWith('f2', '123456')
})

test('a step that Parley cannot ask for is told plainly', async () => {
  stageFactors([{ id: 'f1', kind: 'other', name: 'text message' }])
  expect(await screen.findByText(/a text message or a security key/)).toBeDefined()
  expect(screen.queryByRole('textbox')).toBeNull()
})

test('signing in as somebody else is a way out', async () => {
  const session = stageFactors([app('f1')])
  await press('Sign in as somebody else')
  expect(session.logOut).toHaveBeenCalledOnce()
})

test('when the steps cannot be read, they are read again on demand', async () => {
  const session = stageSession({ kind: 'second_factor' })
  session.secondFactors.mockRejectedValueOnce(new Error('network'))
  stage(<SecondFactor />, { session })
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
  expect(await screen.findByText(/second step that Parley cannot show/)).toBeDefined()
})

test('a new password that needs it is saved after it', async () => {
  const session = stageSession({ kind: 'new_password' })
  session.setNewPassword.mockResolvedValueOnce({ kind: 'refused', reason: 'second_factor_first' })
  session.setNewPassword.mockResolvedValueOnce({ kind: 'done' })
  session.secondFactors.mockResolvedValue([app('f1')])
  session.verifySecondFactor.mockResolvedValue({ kind: 'done' })
  stage(<NewPassword />, { session })
  await userEvent.type(screen.getByLabelText('New password'), 'a better one{Enter}')
  await userEvent.type(await screen.findByRole('textbox'), '123456{Enter}')
  expect(session.setNewPassword.mock.calls).toEqual([['a better one'], ['a better one']])
})
