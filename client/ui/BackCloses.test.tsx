// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { act, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { Dialog } from './Dialog.tsx'

/** The watchers that are open, the newest last. The back button closes that one. */
const open: FakeWatcher[] = []

class FakeWatcher extends EventTarget {
  constructor() {
    super()
    open.push(this)
  }
  destroy() {
    const place = open.indexOf(this)
    if (place >= 0) open.splice(place, 1)
  }
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  open.length = 0
})

function touchScreen(isCoarse: boolean) {
  vi.stubGlobal('CloseWatcher', FakeWatcher)
  vi.stubGlobal('matchMedia', () => ({ matches: isCoarse }))
}

/** As a browser does it: what was asked to close is no longer watched. */
const back = () => act(async () => open.pop()?.dispatchEvent(new Event('close')))

function Two() {
  const [shown, setShown] = useState(2)
  return (
    <>
      {shown > 0 && (
        <Dialog title="first" onClose={() => setShown(0)}>
          words
        </Dialog>
      )}
      {shown > 1 && (
        <Dialog title="second" onClose={() => setShown(1)}>
          more words
        </Dialog>
      )}
    </>
  )
}

test('the back button of a phone closes what lies on top, one by one', async () => {
  touchScreen(true)
  render(<Two />)
  expect(open).toHaveLength(2)
  await back()
  expect(screen.queryByText('more words')).toBeNull()
  expect(screen.getByText('words')).toBeTruthy()
  await back()
  expect(screen.queryByText('words')).toBeNull()
  expect(open).toHaveLength(0)
})

test('what was closed by its button leaves nothing for the back button', async () => {
  touchScreen(true)
  render(<Two />)
  await act(async () => screen.getAllByTitle('Close').at(-1)?.click())
  expect(screen.queryByText('more words')).toBeNull()
  expect(open).toHaveLength(1)
})

test('a dialog that has to be answered stays, and so does the page below it', async () => {
  touchScreen(true)
  render(
    <Dialog title="a notice" onClose={() => undefined}>
      words
    </Dialog>,
  )
  for (const _ of [1, 2]) {
    await back()
    expect(screen.getByText('words')).toBeTruthy()
    expect(open).toHaveLength(1)
  }
})

test('with a mouse, the browser has no say in what Escape closes', () => {
  touchScreen(false)
  render(<Two />)
  expect(screen.getByText('more words')).toBeTruthy()
  expect(open).toHaveLength(0)
})
