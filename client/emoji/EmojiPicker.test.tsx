// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { EmojiPicker } from './EmojiPicker.tsx'

afterEach(cleanup)

test('Enter picks the first emoji, but the Enter that ends a composition does not', () => {
  const pick = vi.fn<(emoji: string) => void>()
  render(<EmojiPicker owner="ada" takesFocus onPick={pick} />)
  const box = screen.getByRole('searchbox')
  fireEvent.change(box, { target: { value: 'heart' } })
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 })
  expect(pick).not.toHaveBeenCalled()
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 13 })
  expect(pick).toHaveBeenCalledOnce()
})
