// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { BlockedPeople } from './BlockedPeople.tsx'

afterEach(cleanup)

const person = (id: string) => ({ id, username: id, display_name: id, avatar_url: null })

test('an unblocked person leaves the list, and the focus moves to the heading of the list', async () => {
  const messenger = stageMessenger({ blocked: [person('ben')] })
  messenger.people.block.mockImplementation(async () => messenger.become({ blocked: [] }))
  stage(<BlockedPeople />, { messenger })
  await userEvent.click(screen.getByRole('button', { name: 'Unblock ben' }))
  await userEvent.click(screen.getByRole('button', { name: 'Unblock' }))
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Blocked people' })),
  )
})
