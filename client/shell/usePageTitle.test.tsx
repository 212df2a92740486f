// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { conversation } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { SettingsFrame } from '../account/SettingsFrame.tsx'
import { PageNameContext } from '../navigation/page-name.ts'
import { usePageTitle } from './usePageTitle.ts'

afterEach(cleanup)

function Titled() {
  usePageTitle()
  return null
}

const listOf = (...unread: number[]) => ({
  conversations: {
    status: 'ready' as const,
    items: unread.map((count, i) => conversation({ id: String(i), unread: count })),
    hasMore: false,
  },
})

test('the title counts unread messages up to 99+, and has no number when all is read', () => {
  const messenger = stageMessenger(listOf(1, 0, 2))
  stage(<Titled />, { messenger })
  expect(document.title).toBe('(3) Parley')
  act(() => messenger.become(listOf(100, 2)))
  expect(document.title).toBe('(99+) Parley')
  act(() => messenger.become(listOf(0)))
  expect(document.title).toBe('Parley')
})

test('the title names the page that is open, and no longer when it is closed', () => {
  const messenger = stageMessenger(listOf(3))
  const Page = () => (
    <SettingsFrame title="Arena" back={{ href: '/', label: 'Back' }}>
      <p>Rooms</p>
    </SettingsFrame>
  )
  function Shell() {
    const [name, setName] = useState('')
    const [isOpen, setOpen] = useState(true)
    usePageTitle(name)
    return (
      <PageNameContext value={setName}>
        {isOpen && <Page />}
        <button onClick={() => setOpen(false)}>Close</button>
      </PageNameContext>
    )
  }
  stage(<Shell />, { messenger })
  expect(document.title).toBe('(3) Arena · Parley')
  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(document.title).toBe('(3) Parley')
})

test('the number leaves the title when the page goes', () => {
  const { unmount } = stage(<Titled />, { messenger: stageMessenger(listOf(5)) })
  unmount()
  expect(document.title).toBe('Parley')
})
