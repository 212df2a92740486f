// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { focusClickedButtons } from './focus-clicked.ts'

let end = () => {}
const page = document.createElement('main')
beforeEach(() => {
  end = focusClickedButtons()
  page.innerHTML = '<article tabindex="0"><button id="opener"><i></i></button></article><input>'
  document.body.append(page)
})
afterEach(() => {
  end()
  page.remove()
})

const element = (selector: string) => document.querySelector<HTMLElement>(selector)!

/** A click in Safari moves the focus to the body or to this element, and then tells of the click. */
function clickInSafari(focused: HTMLElement | null) {
  const active = document.activeElement
  if (active instanceof HTMLElement) active.blur()
  focused?.focus()
  fireEvent.click(element('i'))
}

test.each(['body', 'article'])('a clicked button takes the focus from the %s', (around) => {
  clickInSafari(element(around))
  expect(document.activeElement).toBe(element('#opener'))
})

test('a click that moved the focus elsewhere leaves it there', () => {
  clickInSafari(element('input'))
  expect(document.activeElement).toBe(element('input'))
})
