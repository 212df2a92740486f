// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { Composer } from './Composer.tsx'

afterEach(cleanup)

function write(messenger = stageMessenger()) {
  stage(<Composer conversationId="c" name="Ben" />, { messenger })
  return { messenger, box: screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }) }
}

test('Enter sends what was written, and empties the box and its draft', async () => {
  const { messenger, box } = write()
  await userEvent.type(box, 'hello{Enter}')
  expect(messenger.send).toHaveBeenCalledExactlyOnceWith('c', 'hello')
  expect(box.value).toBe('')
  expect(messenger.saveDraft).toHaveBeenLastCalledWith('c', '')
  expect(messenger.setTyping).toHaveBeenLastCalledWith('c', false)
})

test('Shift+Enter begins a new line', async () => {
  const { messenger, box } = write()
  await userEvent.type(box, 'one{Shift>}{Enter}{/Shift}two')
  expect(box.value).toBe('one\ntwo')
  expect(messenger.send).not.toHaveBeenCalled()
})

test('the Enter that ends a composition sends nothing, by the standard or in Safari', () => {
  const { messenger, box } = write()
  fireEvent.change(box, { target: { value: 'にほ' } })
  fireEvent.keyDown(box, { key: 'Enter', isComposing: true })
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 })
  expect(messenger.send).not.toHaveBeenCalled()
  fireEvent.keyDown(box, { key: 'Enter' })
  expect(messenger.send).toHaveBeenCalledExactlyOnceWith('c', 'にほ')
})

test('nothing but space is not sent, and neither is more than fits', async () => {
  const { messenger, box } = write()
  await userEvent.type(box, '   {Enter}')
  fireEvent.change(box, { target: { value: 'a'.repeat(4001) } })
  fireEvent.keyDown(box, { key: 'Enter' })
  expect(messenger.send).not.toHaveBeenCalled()
  expect(screen.getByText('1 character too long')).toBeDefined()
})

test('a draft comes back', () => {
  const messenger = stageMessenger()
  messenger.draft.mockReturnValue('half a thought')
  expect(write(messenger).box.value).toBe('half a thought')
})

test('what the browser could not keep is given back, with the reason', async () => {
  const { messenger, box } = write()
  messenger.send.mockRejectedValue(new Error('quota'))
  await userEvent.type(box, 'precious{Enter}')
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/could not keep/))
  expect(box.value).toBe('precious')
})
