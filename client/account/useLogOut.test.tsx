// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { ShellContext } from '../navigation/dialogs.ts'
import { stage, stageMessenger, stageSession } from '../testing/stage.tsx'
import { LogOutWarning } from './LogOutWarning.tsx'
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
  return { opened, session, messenger }
}

test('a message that was refused counts as unsent, too: the person is asked before it is lost', async () => {
  const { opened, session, messenger } = await leave(1)
  expect(opened).toEqual(['log-out'])
  expect(session.logOut).not.toHaveBeenCalled()
  cleanup()
  stage(<LogOutWarning onClose={() => undefined} />, { messenger, session })
  expect(screen.getByRole('dialog').textContent).toMatch(/1 message has not been sent yet/)
})

test('a person with nothing unsent is logged out at once', async () => {
  const { opened, session } = await leave(0)
  expect(opened).toEqual([])
  expect(session.logOut).toHaveBeenCalledOnce()
})
