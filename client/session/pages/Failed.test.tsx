// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stage } from '../../testing/stage.tsx'
import { Failed } from './Failed.tsx'

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** What an earlier visit of Ada left in this browser. */
async function leaveUnsent(count: number) {
  const database = await openDB('parley-ada', 1, {
    upgrade: (made) => void made.createObjectStore('outbox', { autoIncrement: true }),
  })
  for (let i = 0; i < count; i++) await database.add('outbox', { body: 'unsent' })
  database.close()
}

const failed = <Failed cause="unavailable" requestId={null} retryAfter={null} />
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

test('"Log out and try again" tells first what it would delete', async () => {
  await leaveUnsent(2)
  const { session } = stage(failed)
  await press('Log out and try again')
  const warning = await screen.findByRole('alert')
  expect(warning.textContent).toMatch(/2 messages have not been sent yet.*deleted/)
  expect(session.logOut).not.toHaveBeenCalled()
  await press('Delete and log out')
  expect(session.logOut).toHaveBeenCalledOnce()
})

test('without an unsent message it logs out at once', async () => {
  await leaveUnsent(0)
  const { session } = stage(failed)
  await press('Log out and try again')
  await vi.waitFor(() => expect(session.logOut).toHaveBeenCalledOnce())
  expect(screen.queryByRole('alert')).toBeNull()
})
