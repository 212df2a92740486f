// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Conversation } from '../../wire/conversations.ts'
import { ShellContext } from '../navigation/dialogs.ts'
import { conversation } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { ConversationList } from './ConversationList.tsx'

const ROW = 64
const SCREEN = 720

beforeEach(() => {
  // happy-dom lays nothing out.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockImplementation(function (
    this: HTMLElement,
  ) {
    return this.tagName === 'LI' ? ROW : SCREEN
  })
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const group = (n: number) => conversation({ id: `g${n}`, title: `Group ${n}.`, kind: 'GROUP' })
const groups = (count: number) => Array.from({ length: count }, (_, n) => group(n))
const ready = (items: Conversation[]) => ({ status: 'ready', items, hasMore: false }) as const

function open(count: number) {
  const messenger = stageMessenger({ conversations: ready(groups(count)) })
  stage(
    <ShellContext value={() => undefined}>
      <ConversationList />
    </ShellContext>,
    { messenger },
  )
  return messenger
}
const rows = () => screen.getAllByRole('listitem')
const list = () => screen.getByRole('list')
const rowOf = (n: number) => screen.queryByRole('link', { name: new RegExp(`Group ${n}\\.`) })
const scrollTo = (row: number) =>
  act(() => {
    const box = list().parentElement!
    box.scrollTop = row * ROW
    box.dispatchEvent(new Event('scroll'))
  })
/** The height of the list in rows: those that are drawn and the space of all others. */
const height = () => {
  const rem = (text: string) => Number.parseFloat(text || '0') / 4
  const skipped = rows().map(({ style }) => rem(style.marginTop))
  return skipped.reduce((sum, one) => sum + one + 1, rem(list().style.paddingBottom))
}

test('a list of a hundred conversations is drawn whole', () => {
  open(100)
  expect(rows()).toHaveLength(100)
  expect(rows()[0]!.hasAttribute('aria-setsize')).toBe(false)
})

test('of five thousand conversations, those near the screen are drawn', () => {
  open(5_000)
  for (const place of [0, 2_503, 4_990]) {
    scrollTo(place)
    expect(rows().length).toBeLessThan(100)
    expect(height()).toBe(5_000)
    for (const n of [place, Math.min(place + SCREEN / ROW, 4_999)]) {
      expect(rowOf(Math.floor(n))).not.toBeNull()
    }
  }
  expect(rows().at(-1)!.getAttribute('aria-posinset')).toBe('5000')
  expect(rows().at(-1)!.getAttribute('aria-setsize')).toBe('5000')
})

test('the row with the focus stays, however far the list is scrolled', () => {
  open(5_000)
  act(() => rowOf(3)!.focus())
  scrollTo(4_000)
  expect(document.activeElement).toBe(rowOf(3))
  expect(height()).toBe(5_000)
  act(() => rowOf(4_000)!.focus())
  expect(rowOf(3)).toBeNull()
  scrollTo(0)
  expect(document.activeElement).toBe(rowOf(4_000))
  expect(height()).toBe(5_000)
})

test('a list that becomes short shows its rows', () => {
  const messenger = open(5_000)
  scrollTo(4_990)
  act(() => messenger.become({ conversations: ready(groups(150)) }))
  expect(rowOf(149)).not.toBeNull()
  expect(height()).toBe(150)
})

test('a row that leaves the list with the focus gives it to the row in its place', () => {
  const messenger = open(3)
  act(() => rowOf(1)!.focus())
  act(() => messenger.become({ conversations: ready([group(0), group(2)]) }))
  expect(document.activeElement).toBe(rowOf(2))
})

test('the list is one Tab stop, and the keys move through all rows and to the button of a row', async () => {
  open(300)
  await act(() => vi.dynamicImportSettled())
  const stops = () => list().querySelectorAll('[tabindex="0"]')
  const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key })
  expect([...stops()]).toEqual([rowOf(0)])
  act(() => rowOf(0)!.focus())
  press('ArrowDown')
  expect(document.activeElement).toBe(rowOf(1))
  expect([...stops()]).toEqual([rowOf(1)])
  press('ArrowRight')
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Options for Group 1.' }))
  press('ArrowLeft')
  press('ArrowUp')
  expect(document.activeElement).toBe(rowOf(0))
  press('ArrowUp')
  expect(document.activeElement).toBe(rowOf(0))
  press('End')
  expect(document.activeElement).toBe(rowOf(299))
  press('Home')
  expect(document.activeElement).toBe(rowOf(0))
})

test('a clicked row becomes the Tab stop', () => {
  open(3)
  act(() => rowOf(0)!.focus())
  const row = rowOf(2)!
  fireEvent.pointerDown(row)
  act(() => row.focus())
  fireEvent.click(row)
  expect([...list().querySelectorAll('[tabindex="0"]')]).toEqual([row])
  // The tests after this one work with the keyboard.
  fireEvent.keyDown(row, { key: 'Shift' })
})
