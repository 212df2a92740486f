// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { Notes } from '../requests/Notes.tsx'
import { stage } from '../testing/stage.tsx'
import { CodeBlock } from './CodeBlock.tsx'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('code is drawn at once, with its language, and gets its colours later', async () => {
  const code = 'let a = "<b>"\n  // c'
  const { container } = stage(<CodeBlock text={code} language="ts" />)
  const shown = () => container.querySelector('code')!
  expect(shown().textContent).toBe(code)
  expect(container.textContent).toContain('ts')
  await eventually('the colours', () => shown().querySelectorAll('span').length === 3)
  expect(shown().textContent).toBe(code)
  expect(shown().querySelector('b')).toBeNull()
})

test('code of an unknown language stays as it is, and is copied whole', async () => {
  const user = userEvent.setup()
  stage(<CodeBlock text={'a\n\tb'} language="klingon" />)
  await user.click(screen.getByRole('button', { name: 'Copy code' }))
  await screen.findByRole('button', { name: 'Copied' })
  expect(await navigator.clipboard.readText()).toBe('a\n\tb')
})

test('a browser that refuses the clipboard is no silence', async () => {
  const user = userEvent.setup()
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('not allowed'))
  const shown = (
    <Notes>
      <CodeBlock text="a" language={null} />
    </Notes>
  )
  stage(shown)
  await user.click(screen.getByRole('button', { name: 'Copy code' }))
  expect((await screen.findByRole('alert')).textContent).toBe('That did not work. Try again.')
})
