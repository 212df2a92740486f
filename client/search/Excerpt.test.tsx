// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Excerpt } from './Excerpt.tsx'

afterEach(cleanup)

const shown = (text: string) => {
  const { container } = render(<Excerpt text={text} />)
  return container.innerHTML.replace(/<mark[^>]*>/gu, '[').replaceAll('</mark>', ']')
}

test.each([
  ['the \uE000plan\uE001 is good', 'the [plan] is good'],
  ['2*3*4 \uE000plan\uE001 snake_case', '2*3*4 [plan] snake_case'],
  ['\uE000one\uE001 and \uE000two\uE001', '[one] and [two]'],
  ['a \uE000plan', 'a [plan]'],
  ['a plan\uE001', 'a plan'],
])('%j shows its matches, and signs that look like Markdown as they are', (text, expected) =>
  expect(shown(text)).toBe(expected),
)
