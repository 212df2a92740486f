// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pass } from '../../testing/time.ts'
import type { Entry } from './entries.ts'
import { useRoving } from './useRoving.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function Log({ keys, hasButton = false }: { keys: readonly string[]; hasButton?: boolean }) {
  const roving = useRoving(keys.map((key) => ({ kind: 'message', key }) as Entry))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- as in the log
    <div role="log" onKeyDown={roving.onKeyDown} onFocus={roving.onFocus}>
      {keys.map((key) => (
        <article key={key} data-row={key} aria-label={key} tabIndex={key === roving.stop ? 0 : -1}>
          {hasButton && <button>{`Reply to ${key}`}</button>}
        </article>
      ))}
    </div>
  )
}

const article = (name: string) => screen.getByRole('article', { name })

test('the log stays a Tab stop when the message that had the focus last is gone', () => {
  const { rerender } = render(<Log keys={['one', 'two', 'three']} />)
  expect(article('three').tabIndex).toBe(0)
  fireEvent.focus(article('one'))
  expect(article('one').tabIndex).toBe(0)
  rerender(<Log keys={['two', 'three']} />)
  expect(article('three').tabIndex).toBe(0)
})

test.each([
  ['soon moves the focus', 500, 'BUTTON'],
  ['late leaves it alone', 2000, 'ARTICLE'],
])('Enter on a message whose buttons come %s', async (_, wait, focused) => {
  const { rerender } = render(<Log keys={['one']} />)
  article('one').focus()
  fireEvent.keyDown(article('one'), { key: 'Enter' })
  await pass(wait)
  rerender(<Log keys={['one']} hasButton />)
  await pass(1)
  expect(document.activeElement?.tagName).toBe(focused)
})
