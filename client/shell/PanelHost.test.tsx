// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useMemo, useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stage } from '../testing/stage.tsx'
import { PanelContext, usePanels, type Panel } from '../navigation/panel.ts'
// Beforehand, so that nobody waits for it to be fetched.
import '../search/SearchPanel.tsx'
import { PanelHost } from './PanelHost.tsx'

let isWide = false
beforeEach(() => {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    () => Object.assign(new EventTarget(), { matches: isWide }) as MediaQueryList,
  )
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

function Page() {
  const [panel, show] = useState<Panel | null>(null)
  return (
    <PanelContext value={useMemo(() => ({ panel, show }), [panel])}>
      <PanelHost>
        <Opener />
      </PanelHost>
    </PanelContext>
  )
}

function Opener() {
  const { show } = usePanels()
  return <button onClick={() => show({ kind: 'search', query: '' })}>Find</button>
}

async function open() {
  stage(<Page />)
  const opener = screen.getByRole('button', { name: 'Find' })
  await userEvent.click(opener)
  await screen.findByRole('region', { name: 'Search messages' })
  return opener
}

test('what a panel lies on top of is out of reach until it closes, and then has the focus again', async () => {
  isWide = false
  const opener = await open()
  expect(opener.closest('[inert]')).not.toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('region', { name: 'Search messages' })).toBeNull()
  expect(opener.closest('[inert]')).toBeNull()
  expect(document.activeElement).toBe(opener)
})

test('a press beside it closes it', async () => {
  isWide = false
  const opener = await open()
  const beside = opener.parentElement?.nextElementSibling
  if (beside) await userEvent.click(beside)
  expect(screen.queryByRole('region', { name: 'Search messages' })).toBeNull()
  expect(document.activeElement).toBe(opener)
})

test('what it stands beside stays within reach', async () => {
  isWide = true
  const opener = await open()
  expect(opener.closest('[inert]')).toBeNull()
})
