// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { Finder } from './Finder.tsx'

afterEach(cleanup)

function draw(query = 'a') {
  const [ada, abel, onBackspace] = [vi.fn(), vi.fn(), vi.fn()]
  const choices = [
    { key: '1', name: 'Ada', detail: '@ada', avatarUrl: null, choose: ada },
    { key: '2', name: 'Abel', detail: '@abel', avatarUrl: null, choose: abel },
  ]
  const groups = [
    { heading: 'Nobody', choices: [] },
    { heading: 'People', choices },
  ]
  render(
    <Finder
      label="Name"
      query={query}
      onQuery={() => undefined}
      groups={groups}
      note=""
      onBackspace={onBackspace}
    />,
  )
  return { user: userEvent.setup(), ada, abel, onBackspace }
}

test('Enter in the box chooses the first row', async () => {
  const { user, ada, abel } = draw()
  await user.keyboard('{Enter}')
  expect([ada.mock.calls.length, abel.mock.calls.length]).toEqual([1, 0])
})

test('the arrow keys move through the rows and stop at both ends', async () => {
  const { user, ada, abel } = draw()
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}')
  expect(document.activeElement?.textContent).toContain('Abel')
  await user.keyboard('{Enter}')
  expect([ada.mock.calls.length, abel.mock.calls.length]).toEqual([0, 1])
  await user.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }))
})

test('Backspace tells only of an empty box', async () => {
  const { user, onBackspace } = draw()
  await user.keyboard('{Backspace}')
  expect(onBackspace).not.toHaveBeenCalled()
  cleanup()
  const empty = draw('')
  await empty.user.keyboard('{ArrowDown}{Backspace}')
  expect(empty.onBackspace).not.toHaveBeenCalled()
  await empty.user.keyboard('{ArrowUp}{Backspace}')
  expect(empty.onBackspace).toHaveBeenCalledOnce()
})
