// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { stage, stageMessenger } from '../testing/stage.tsx'
import AccountMenu from './AccountMenu.tsx'

afterEach(cleanup)

test.each([
  ['admin', true],
  ['moderator', false],
  ['member', false],
] as const)('the menu of a %s offers the monitoring: %s', (role, isOffered) => {
  const { me } = stageMessenger().getState()
  const messenger = stageMessenger({ me: { ...me, role } })
  stage(
    <AccountMenu>
      <button type="button">Your account</button>
    </AccountMenu>,
    { messenger },
  )
  expect(screen.getByRole('menuitem', { name: 'Keyboard shortcuts' })).toBeTruthy()
  expect(screen.queryByRole('menuitem', { name: 'Monitoring' }) !== null).toBe(isOffered)
})
