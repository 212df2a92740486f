// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useMemo, useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stage } from '../testing/stage.tsx'
import { PanelContext, usePanels, type Panel } from '../navigation/panel.ts'
// Imported early, so that the test does not wait for the download.
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

test('an overlaid page is inert while the panel is open, and gets the focus back when it closes', async () => {
  isWide = false
  const opener = await open()
  expect(opener.closest('[inert]')).not.toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('region', { name: 'Search messages' })).toBeNull()
  expect(opener.closest('[inert]')).toBeNull()
  expect(document.activeElement).toBe(opener)
})

test('a press beside the panel closes it', async () => {
  isWide = false
  const opener = await open()
  const beside = opener.parentElement?.nextElementSibling
  if (beside) await userEvent.click(beside)
  expect(screen.queryByRole('region', { name: 'Search messages' })).toBeNull()
  expect(document.activeElement).toBe(opener)
})

test('on a wide screen the page beside the panel stays usable', async () => {
  isWide = true
  const opener = await open()
  expect(opener.closest('[inert]')).toBeNull()
})
