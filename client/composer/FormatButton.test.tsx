// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, expect, test } from 'vitest'
import { stage } from '../testing/stage.tsx'
import FormatButton from './FormatButton.tsx'

function Box() {
  const box = useRef<HTMLTextAreaElement>(null)
  const replace = (from: number, to: number, text: string) => {
    const area = box.current!
    area.value = area.value.slice(0, from) + text + area.value.slice(to)
  }
  return (
    <main>
      <textarea ref={box} defaultValue="hello" />
      <FormatButton box={box} replace={replace} isWriting />
    </main>
  )
}

afterEach(cleanup)
const area = () => screen.getByRole<HTMLTextAreaElement>('textbox')
const button = () => screen.getByRole('button', { name: 'Formatting' })
const item = (name: RegExp) => screen.getByRole('menuitem', { name })

/** The menu moves the focus by a timer. */
const expectFocus = (find: () => Element) =>
  waitFor(() => expect(document.activeElement).toBe(find()))
const press = (key: string) =>
  act(async () => void fireEvent.keyDown(document.activeElement!, { key }))
const point = () => act(async () => void fireEvent.pointerDown(button(), { button: 0 }))

test.each(['Enter', ' ', 'ArrowDown'])('"%s" opens the menu with its first format', async (key) => {
  stage(<Box />)
  for (const _ of ['the first time', 'again']) {
    act(() => button().focus())
    expect(button().getAttribute('aria-expanded')).toBe('false')
    await press(key)
    await expectFocus(() => item(/Bold/))
    await press('Escape')
    expect(screen.queryByRole('menu')).toBeNull()
    await expectFocus(area)
  }
})

test('a click opens the menu and chooses no format', async () => {
  stage(<Box />)
  for (const _ of ['the first time', 'again']) {
    await point()
    await expectFocus(() => screen.getByRole('menu'))
    expect(button().getAttribute('aria-expanded')).toBe('true')
    await press('Escape')
    await expectFocus(area)
  }
})

test('a right click opens no menu', () => {
  stage(<Box />)
  fireEvent.pointerDown(button(), { button: 2 })
  fireEvent.pointerDown(button(), { button: 0, ctrlKey: true })
  expect(screen.queryByRole('menu')).toBeNull()
})

test('the chosen format is put around the selection', async () => {
  stage(<Box />)
  area().setSelectionRange(0, 5)
  await point()
  await act(async () => void fireEvent.click(item(/Bold/)))
  expect(area().value).toBe('**hello**')
})
