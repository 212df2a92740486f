// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { stage, stageSession } from '../../testing/stage.tsx'
import type { LinkPurpose } from '../supabase/sign-in-result.ts'
import FollowLink from './FollowLink.tsx'
import LinkNotice from './LinkNotice.tsx'

afterEach(cleanup)

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const heading = () => screen.getByRole('heading', { level: 1 }).textContent
const question = (purpose: LinkPurpose, address: string | null, present: string | null = null) => (
  <FollowLink question={{ purpose, address, present }} />
)

test('a link with an address asks by name, and does nothing by itself', async () => {
  const { session } = stage(question('signin', 'm…@example.com', 'a…@example.org'))
  expect(heading()).toBe('Sign in as m…@example.com?')
  expect(screen.getByText(/You are signed in as a…@example.org/)).toBeDefined()
  expect(session.followLink).not.toHaveBeenCalled()
  await press('Sign in')
  expect(session.followLink).toHaveBeenCalledOnce()
})

test.each([
  ['signin', 'Sign in with this link?'],
  ['signup', 'Confirm your address?'],
  ['recovery', 'Choose a new password?'],
  ['invite', 'Accept the invitation?'],
  ['email_change', 'Confirm your new address?'],
  ['provider', 'Finish signing in?'],
] as const)('a link without an address says what it is for: %s', (purpose, title) => {
  stage(question(purpose, null))
  expect(heading()).toBe(title)
})

test('a person who says no goes on as before', async () => {
  const { session } = stage(question('signin', 'm…@example.com', 'a…@example.org'))
  await press('Stay signed in as a…@example.org')
  expect(session.declineLink).toHaveBeenCalledOnce()
  expect(session.followLink).not.toHaveBeenCalled()
})

test('a used link says so, and cannot be followed again', async () => {
  const session = stageSession()
  session.followLink.mockResolvedValue({ kind: 'refused', reason: 'link_expired' })
  stage(question('signup', null), { session })
  await press('Confirm and sign in')
  expect((await screen.findByRole('alert')).textContent).toMatch(/has been used or is too old/)
  expect(heading()).toBe('The link did not work')
  expect(screen.queryByRole('button', { name: 'Confirm and sign in' })).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Continue' }))
  await press('Continue')
  expect(session.declineLink).toHaveBeenCalledOnce()
})

test('without a network the same link can be tried again', async () => {
  const session = stageSession()
  session.followLink.mockResolvedValue({ kind: 'refused', reason: 'network' })
  stage(question('signup', null), { session })
  await press('Confirm and sign in')
  expect((await screen.findByRole('alert')).textContent).toMatch(/no connection/)
  await press('Confirm and sign in')
  expect(session.followLink).toHaveBeenCalledTimes(2)
})

test('a person who is signed in is told that a link did nothing, once', async () => {
  stage(<LinkNotice problem="link_expired" />)
  expect(screen.getByRole('alert').textContent).toMatch(/has been used or is too old/)
  await press('Dismiss')
  expect(screen.queryByRole('alert')).toBeNull()
})
