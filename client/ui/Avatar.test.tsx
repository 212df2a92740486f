// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Avatar } from './Avatar.tsx'

afterEach(cleanup)

const show = (url: string | null) => {
  const { container } = render(<Avatar id="ada" name="Ada Arden" url={url} />)
  return { container, source: () => container.querySelector('img')?.getAttribute('src') ?? null }
}

/** The letters are a style, and no text. */
const initialsIn = (container: HTMLElement) =>
  container.querySelector<HTMLElement>('[data-initials]')?.dataset['initials'] ?? ''

test('a picture comes from the relay, under another address for each version', () => {
  const first = show('https://pictures.example/1.png').source()
  const second = show('https://pictures.example/2.png').source()
  for (const source of [first, second]) expect(source).toMatch(/^\/api\/pictures\/ada\?v=\d+$/)
  expect(first).not.toBe(second)
})

test('without a picture, or when it cannot be loaded, the initials show', () => {
  expect(initialsIn(show(null).container)).toBe('AA')
  cleanup()
  const { container, source } = show('https://pictures.example/gone.png')
  fireEvent.error(container.querySelector('img')!)
  expect([source(), initialsIn(container)]).toEqual([null, 'AA'])
})

test.each([
  ['🎉🎊', '🎉'],
  ['🎊 🎉', '🎊'],
  ['❤️', '❤'],
  ['🎉 Ada', 'A'],
  ['ada', 'A'],
  ['ada b. arden', 'AA'],
  [' ', ''],
])('the picture of %s shows %s', (name, shown) => {
  expect(initialsIn(render(<Avatar id="ada" name={name} url={null} />).container)).toBe(shown)
})
