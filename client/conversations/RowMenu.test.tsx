// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { conversationUpTo } from '../testing/fixtures.ts'
import { stage } from '../testing/stage.tsx'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import RowMenu from './RowMenu.tsx'

afterEach(cleanup)

test.each([
  ['the open conversation closes it', 'c1', paths.home],
  ['another conversation leaves the open one', 'c2', paths.conversation('c2')],
])('"mark unread" of %s', async (_, openId, path) => {
  navigate(paths.conversation(openId))
  const menu = (
    <RowMenu conversation={conversationUpTo(3)} open onOpenChange={() => undefined}>
      <button type="button">Menu</button>
    </RowMenu>
  )
  const { messenger } = stage(menu)
  await userEvent.click(screen.getByRole('menuitem', { name: 'Mark unread' }))
  expect(messenger.conversations.changeOwn).toHaveBeenCalledExactlyOnceWith('c1', {
    unread_from: 3,
  })
  expect(location.pathname).toBe(path)
})
