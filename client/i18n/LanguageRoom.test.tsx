// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { daysBetween } from './format.ts'
import { LanguageRoom } from './LanguageRoom.tsx'
import { loadLanguage, useFormat } from './language.ts'

const before = process.env['TZ']
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  process.env['TZ'] = 'Europe/Vienna'
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  if (before === undefined) delete process.env['TZ']
  else process.env['TZ'] = before
})

const AT = '2026-07-01T22:30:00Z'

/** It is drawn again only when the language changes. */
const Time = () => {
  const format = useFormat()
  return (
    <p>
      {format.full(AT)} {daysBetween(new Date(AT), new Date('2026-07-02T10:00:00Z'))}
    </p>
  )
}

test('times and days follow the time zone of the computer, also while the page is open', async () => {
  const time = <Time />
  render(<LanguageRoom language={await loadLanguage()}>{time}</LanguageRoom>)
  expect(screen.getByText(/2 July 2026|July 2, 2026/).textContent).toMatch(/(00|12):30.* 0$/)
  process.env['TZ'] = 'America/New_York'
  act(() => void vi.advanceTimersByTime(2_000))
  expect(screen.getByText(/1 July 2026|July 1, 2026/).textContent).toMatch(/(18|6):30.* 1$/)
})
