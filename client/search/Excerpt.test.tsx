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
  ['the **\uE000plan\uE001** is *good*', 'the [plan] is good'],
  ['~~old \uE000plan\uE001~~ `x`', 'old [plan] x'],
  ['[the \uE000plan\uE001](https://example.org/a)', 'the [plan]'],
  ['> \uE000plan\uE001', '[plan]'],
  ['2*3*4 \uE000plan\uE001 snake_case', '2*3*4 [plan] snake_case'],
  ['…end of bold** and the \uE000plan\uE001 **begins…', '…end of bold and the [plan] begins…'],
  ['a \uE000plan', 'a [plan]'],
])('%j shows no sign of Markdown', (text, expected) => expect(shown(text)).toBe(expected))
