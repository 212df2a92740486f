// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { ADA, BEN, conversation, participant } from '../testing/fixtures.ts'
import { stage } from '../testing/stage.tsx'
import { Participants } from './Participants.tsx'

afterEach(cleanup)

test('the dialog for adding people goes with the right, and does not come back with it', async () => {
  const people = [participant(ADA), participant(BEN)]
  const group = conversation({ kind: 'GROUP', title: 'Team', participants: people })
  const as = (role: 'admin' | 'member') => (
    <Participants group={{ ...group, me: { ...group.me, role } }} />
  )
  const { again } = stage(as('admin'))
  await userEvent.click(await screen.findByRole('button', { name: 'Add people' }))
  expect(screen.getByRole('dialog', { name: 'Add people' })).toBeDefined()
  again(as('member'))
  expect(screen.queryByRole('dialog')).toBeNull()
  again(as('admin'))
  expect(screen.queryByRole('dialog')).toBeNull()
})
