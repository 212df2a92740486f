// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { navigate as go, navigateUp } from './location.ts'
import { useHistoryPanel, type Panel } from './panel.ts'

const details: Panel = { kind: 'details', conversationId: 'a' }
const thread = (rootId: string): Panel => ({ kind: 'thread', conversationId: 'a', rootId })
const search: Panel = { kind: 'search', query: 'heron' }

let isWide = true
beforeEach(() => {
  isWide = true
  vi.spyOn(window, 'matchMedia').mockImplementation(
    () => Object.assign(new EventTarget(), { matches: isWide }) as MediaQueryList,
  )
  history.pushState(null, '', '/c/a')
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  history.replaceState(null, '', '/')
})

function open(userId = 'ada') {
  const { result } = renderHook(() => useHistoryPanel(userId))
  return {
    get panel() {
      return result.current.panel
    },
    show: (next: Panel | null) => act(() => result.current.show(next)),
  }
}

const navigate = (path: string, how?: { replace: boolean }) => act(() => go(path, how))
const at = () => location.pathname + location.search

/** Presses a button of the browser, and waits until it has arrived. */
async function press(go: () => void): Promise<void> {
  await act(
    () =>
      new Promise<void>((resolve) => {
        window.addEventListener('popstate', () => resolve(), { once: true })
        go()
      }),
  )
}
const back = () => press(() => history.back())
const forward = () => press(() => history.forward())

test('the back button closes a panel, and forward opens it again', async () => {
  const page = open()
  page.show(details)
  expect(page.panel).toEqual(details)
  await back()
  expect(page.panel).toBeNull()
  expect(at()).toBe('/c/a')
  await forward()
  expect(page.panel).toEqual(details)
})

test('a panel over a panel: back returns to the first one, and closing closes both', async () => {
  const page = open()
  page.show(details)
  page.show(thread('root'))
  await back()
  expect(page.panel).toEqual(details)
  await forward()
  page.show(null)
  expect(page.panel).toBeNull()
  await eventually('the entries of both panels are left', () => history.state === null)
  expect(at()).toBe('/c/a')
})

test('after a panel was closed by its button, back leaves the page at once', async () => {
  history.replaceState(null, '', '/c/first')
  navigate('/c/a')
  const page = open()
  page.show(details)
  page.show(null)
  await eventually('the entry of the panel is left', () => !history.state?.panel)
  await back()
  expect(at()).toBe('/c/first')
})

test('a page that opens while the browser goes back comes after it', async () => {
  const page = open()
  page.show(details)
  page.show(null)
  navigate('/c/b')
  await eventually('the page is open', () => at() === '/c/b')
  await back()
  expect(at()).toBe('/c/a')
  expect(page.panel).toBeNull()
})

test('where the history is lost, a panel closes too', async () => {
  const page = open()
  page.show(details)
  vi.spyOn(history, 'go').mockImplementation(() => undefined)
  page.show(null)
  await eventually('the entry has no panel', () => history.state?.panel === null)
  expect(page.panel).toBeNull()
})

test('a search beside the page stays while results open, and back goes from page to page', async () => {
  const page = open()
  page.show(search)
  navigate('/c/b?m=4')
  expect(page.panel).toEqual(search)
  page.show(null)
  expect(page.panel).toBeNull()
  expect(at()).toBe('/c/b?m=4')
  await back()
  expect(at()).toBe('/c/a')
  expect(page.panel).toEqual(search)
})

test('a search on top of the page closes when a result opens, and back returns to the results', async () => {
  isWide = false
  const page = open()
  page.show(search)
  page.show({ ...search, typed: 'heron river' })
  navigate('/c/a?m=4')
  expect(page.panel).toBeNull()
  await back()
  expect(page.panel).toEqual({ ...search, typed: 'heron river' })
  await back()
  expect(page.panel).toBeNull()
})

test('the details of a conversation close when another one opens', () => {
  const page = open()
  page.show(details)
  navigate('/c/b')
  expect(page.panel).toBeNull()
})

test('another place of the same conversation is no entry of its own', async () => {
  history.replaceState(null, '', '/c/first')
  navigate('/c/a')
  navigate('/c/a?m=4')
  navigate('/c/a', { replace: true })
  await back()
  expect(at()).toBe('/c/first')
})

test('the button to the list goes back there, and leaves no entry', async () => {
  history.replaceState(null, '', '/')
  const before = history.length
  navigate('/c/a')
  navigateUp('/')
  await eventually('the list is open', () => at() === '/')
  navigate('/c/b')
  expect(history.length).toBe(before + 1)
})

test('the button to the list opens it, when the user came from elsewhere', () => {
  navigateUp('/')
  expect(at()).toBe('/')
})

test('a panel of one person is not shown to the next one in this tab', () => {
  open().show(search)
  expect(open('ben').panel).toBeNull()
  expect(open().panel).toEqual(search)
})
