// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { followVisualViewport } from './visual-viewport.ts'

let end = () => undefined as void
afterEach(() => {
  end()
  vi.restoreAllMocks()
})

/** A phone of 800 px, whose keyboard can open. */
function open() {
  vi.spyOn(window, 'innerHeight', 'get').mockReturnValue(800)
  const scrollTo = vi.spyOn(window, 'scrollTo').mockImplementation(() => undefined)
  const view = Object.assign(new EventTarget(), { height: 800, offsetTop: 0, scale: 1 })
  end = followVisualViewport(view as unknown as VisualViewport)
  return {
    scrollTo,
    become(change: Partial<typeof view>) {
      Object.assign(view, change)
      view.dispatchEvent(new Event('resize'))
    },
  }
}

const height = () => document.documentElement.style.getPropertyValue('--visible-height')

test('the page is as tall as what is visible above the keyboard, and its header stays', () => {
  const phone = open()
  expect(height()).toBe('')
  phone.become({ height: 460, offsetTop: 120 })
  expect(height()).toBe('460px')
  expect(phone.scrollTo).toHaveBeenCalledWith(0, 0)
  phone.become({ height: 800, offsetTop: 0 })
  expect(height()).toBe('')
})

test('a page that the reader has zoomed is left alone', () => {
  const phone = open()
  phone.become({ height: 400, offsetTop: 90, scale: 2 })
  expect(height()).toBe('')
  expect(phone.scrollTo).not.toHaveBeenCalled()
})
