// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest'
import { eventually } from '../../../testing/eventually.ts'
import { focusListWhenShown } from './focus-list.ts'

const page = document.createElement('div')
let stop = () => {}

function draw(html: string) {
  document.body.append(page)
  page.innerHTML = html
}
afterEach(() => {
  stop()
  page.remove()
})

const LIST = '<nav class="shell-list"><h2>Conversations</h2>'

test('after a sign-in the focus is in the list, and in its first row when there is one', async () => {
  draw('<form><input></form>')
  stop = focusListWhenShown()
  draw(`${LIST}</nav>`)
  await eventually('the heading has the focus', () => document.activeElement?.tagName === 'H2')
  page.querySelector('nav')!.insertAdjacentHTML('beforeend', '<ul><li><a href="/c/1">Ben</a>')
  await eventually('the row has the focus', () => document.activeElement?.textContent === 'Ben')
})

test('the focus is not taken from a place that the person chose', async () => {
  draw('<form></form>')
  stop = focusListWhenShown()
  draw(`${LIST}<input></nav>`)
  await eventually('the heading has the focus', () => document.activeElement?.tagName === 'H2')
  page.querySelector('input')!.focus()
  page.querySelector('nav')!.insertAdjacentHTML('beforeend', '<ul><li><a href="/c/1">Ben</a>')
  await Promise.resolve()
  expect(document.activeElement?.tagName).toBe('INPUT')
})
