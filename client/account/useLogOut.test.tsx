// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { ShellContext } from '../navigation/dialogs.ts'
import { stage, stageMessenger, stageSession } from '../testing/stage.tsx'
import { LogOutDialog } from './LogOutDialog.tsx'
import { useLogOut } from './useLogOut.ts'

afterEach(cleanup)

function Leave() {
  const logOut = useLogOut()
  return <button onClick={logOut}>leave</button>
}

async function leave(unsent: number) {
  const opened: string[] = []
  const session = stageSession()
  const messenger = stageMessenger({ waiting: 0, unsent })
  stage(
    <ShellContext value={(dialog) => void opened.push(dialog)}>
      <Leave />
    </ShellContext>,
    { messenger, session },
  )
  await userEvent.click(screen.getByRole('button', { name: 'leave' }))
  expect(opened).toEqual(['log-out'])
  expect(session.logOut).not.toHaveBeenCalled()
  cleanup()
  stage(<LogOutDialog onClose={() => undefined} />, { messenger, session })
  // What was typed last is on its way to the server before the session ends.
  expect(messenger.drafts.flush).toHaveBeenCalledOnce()
  return session
}

test('a message that was refused counts as unsent, too: the person is asked before it is lost', async () => {
  const session = await leave(1)
  expect(screen.getByRole('dialog').textContent).toMatch(/1 message has not been sent yet/)
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stay' }))
  await userEvent.click(screen.getByRole('button', { name: 'Delete and log out' }))
  expect(session.logOut).toHaveBeenCalledOnce()
})

test('a person with nothing unsent is asked plainly, and Enter logs out', async () => {
  const session = await leave(0)
  expect(screen.getByRole('dialog', { name: 'Log out?' })).toBeTruthy()
  await userEvent.keyboard('{Enter}')
  expect(session.logOut).toHaveBeenCalledOnce()
})
