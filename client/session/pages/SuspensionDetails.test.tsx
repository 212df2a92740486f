// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import type { ModerationNotice } from '../../../wire/moderation/notices.ts'
import { stage, stageSession } from '../../testing/stage.tsx'
import { Failed } from './Failed.tsx'
// Imported early, so that the test does not wait for the download.
import './SuspensionDetails.tsx'

afterEach(cleanup)

const notice: ModerationNotice = {
  ...{ id: 'notice', action: 'suspend', reason: 'Spam in five rooms.' },
  ...{
    created_at: '2026-01-01T12:00:00.000Z',
    ends_at: null,
    read_at: null,
    is_post: false,
    may_appeal: true,
  },
}

test('a suspended person reads why and for how long, and appeals once', async () => {
  const session = stageSession()
  session.suspension.mockImplementation(async (text) => ({
    notice: { ...notice, may_appeal: text === undefined },
  }))
  stage(<Failed cause="suspended" requestId={null} retryAfter={null} />, { session })
  expect(screen.getByRole('heading').textContent).toBe('A moderator suspended your account')
  expect(await screen.findByText('Reason: Spam in five rooms.')).toBeDefined()
  expect(screen.getByText(/has no end/)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Appeal…' }))
  await userEvent.type(screen.getByRole('textbox', { name: 'Your appeal' }), 'It was not me.')
  await userEvent.click(screen.getByRole('button', { name: 'Send appeal' }))
  expect(session.suspension).toHaveBeenLastCalledWith('It was not me.')
  expect(await screen.findByText('Your appeal is with the moderators.')).toBeDefined()
  expect(screen.queryByRole('textbox')).toBeNull()
})

test('another failure asks for no suspension', () => {
  const session = stageSession()
  stage(<Failed cause="unavailable" requestId={null} retryAfter={null} />, { session })
  expect(session.suspension).not.toHaveBeenCalled()
})
