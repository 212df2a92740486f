// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followSwipe } from './swipe.ts'

const onSwipe = vi.fn<() => void>()
let row: HTMLElement
let end: () => void

beforeEach(() => {
  onSwipe.mockClear()
  row = document.createElement('article')
  row.innerHTML = '<p>text</p><pre style="overflow-x: auto"><code>wide</code></pre><input />'
  document.body.append(row)
  end = followSwipe(row, onSwipe)
})
afterEach(() => {
  end()
  row.remove()
  getSelection()?.removeAllRanges()
})

interface Finger {
  pointerType?: string
  pointerId?: number
  on?: Element
}

function touch(type: string, x: number, y: number, finger: Finger = {}) {
  const { on = row.querySelector('p')!, pointerType = 'touch', pointerId = 1 } = finger
  const place = { clientX: x, clientY: y, pointerType, pointerId }
  on.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), place))
}

/** Moves in small steps, as a finger does. */
function swipe(across: number, down = 0, finger: Finger = {}) {
  touch('pointerdown', 200, 200, finger)
  for (let step = 1; step <= 10; step += 1) {
    touch('pointermove', 200 + (across * step) / 10, 200 + (down * step) / 10, finger)
  }
  touch('pointerup', 200 + across, 200 + down, finger)
}

test('a finger that draws the message aside far enough replies once', () => {
  swipe(90)
  expect(onSwipe).toHaveBeenCalledOnce()
  expect(row.style.transform).toBe('')
})

test('the message follows the finger, and goes back when the finger does', () => {
  touch('pointerdown', 200, 200)
  touch('pointermove', 220, 200)
  touch('pointermove', 260, 200)
  expect(row.style.transform).toBe('translateX(48px)')
  touch('pointermove', 205, 200)
  touch('pointerup', 205, 200)
  expect(onSwipe).not.toHaveBeenCalled()
})

test('from right to left, it is drawn to the other side', () => {
  row.style.direction = 'rtl'
  swipe(90)
  expect(onSwipe).not.toHaveBeenCalled()
  swipe(-90)
  expect(onSwipe).toHaveBeenCalledOnce()
})

test.each<[string, () => void]>([
  ['that is too short', () => swipe(40)],
  ['to the other side', () => swipe(-90)],
  ['that scrolls', () => swipe(0, 90)],
  ['that scrolls, and only then goes aside', () => swipe(80, 80)],
  ['of a mouse', () => swipe(90, 0, { pointerType: 'mouse' })],
  ['in a box of its own', () => swipe(90, 0, { on: row.querySelector('input')! })],
  [
    'that the browser takes over',
    () => {
      touch('pointerdown', 200, 200)
      touch('pointermove', 280, 200)
      touch('pointercancel', 280, 200)
      touch('pointerup', 290, 200)
    },
  ],
  [
    'with a second finger',
    () => {
      touch('pointerdown', 200, 200)
      touch('pointermove', 280, 200)
      touch('pointerdown', 100, 200, { pointerId: 2 })
      touch('pointerup', 290, 200)
    },
  ],
  [
    'from the edge of the screen, which is the way back of the browser',
    () => {
      touch('pointerdown', 5, 200)
      touch('pointermove', 90, 200)
      touch('pointerup', 95, 200)
    },
  ],
  [
    'over code that scrolls sideways',
    () => {
      const code = row.querySelector('pre')!
      Object.defineProperties(code, { scrollWidth: { value: 400 }, clientWidth: { value: 200 } })
      swipe(90, 0, { on: code.firstElementChild! })
    },
  ],
  [
    'while text is selected',
    () => {
      getSelection()?.selectAllChildren(row.querySelector('p')!)
      swipe(90)
    },
  ],
])('a swipe %s replies to nothing', (_, act) => {
  act()
  expect(onSwipe).not.toHaveBeenCalled()
  expect(row.style.transform).toBe('')
})
