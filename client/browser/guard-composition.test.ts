// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { guardComposition } from './composing.ts'

describe('with the guard', () => {
  let end = () => undefined as void
  beforeEach(() => {
    end = guardComposition()
  })
  afterEach(() => end())

  /** A form whose box submits it by Enter, as a browser does, and what else reads the keys of a page. */
  function page() {
    const heard: string[] = []
    const form = document.body.appendChild(document.createElement('form'))
    const box = form.appendChild(document.createElement('input'))
    for (const target of [box, document])
      target.addEventListener('keydown', (event) => heard.push((event as KeyboardEvent).key), {
        once: true,
      })
    const press = (key: string, init: KeyboardEventInit) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })
      box.dispatchEvent(event)
      return event.defaultPrevented ? 'prevented' : 'left alone'
    }
    return { heard, press }
  }

  test.each<[string, KeyboardEventInit, string]>([
    ['Enter', { isComposing: true }, 'prevented'],
    ['Enter', { keyCode: 229 }, 'prevented'],
    ['Escape', { isComposing: true }, 'left alone'],
    ['Escape', { keyCode: 229 }, 'left alone'],
    ['Tab', { keyCode: 229 }, 'left alone'],
    ['ArrowDown', { isComposing: true }, 'left alone'],
  ])('nothing hears %s of an input method (%o)', (key, init, outcome) => {
    const { heard, press } = page()
    expect(press(key, init)).toBe(outcome)
    expect(heard).toEqual([])
  })

  test('every other key is heard', () => {
    const { heard, press } = page()
    expect(press('Enter', { keyCode: 13 })).toBe('left alone')
    expect(heard).toEqual(['Enter', 'Enter'])
  })
})
