// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { webcrypto } from 'node:crypto'
import { createContext, runInContext } from 'node:vm'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'

const script = readFileSync('client/browser/start-check.js', 'utf8')

// Other tests of this worker need what else is in the page.
afterEach(() => {
  document.getElementById('root')?.remove()
  document.documentElement.removeAttribute('data-too-old')
})

interface Shared {
  __zod_globalConfig?: object
}

/** Runs the script in a browser that has what `change` leaves it, and returns what the person sees. */
function openIn({ has = true, change = '', crypto = undefined as object | undefined }) {
  document.getElementById('root')?.remove()
  const root = document.createElement('div')
  root.id = 'root'
  document.body.append(root)
  const window: EventTarget & Shared = new EventTarget()
  if (has) Object.assign(window, { CSSPropertyRule: null })
  if (crypto) Object.assign(window, { crypto })
  const browser = createContext({ document, window, crypto, Uint8Array })
  runInContext(change, browser)
  runInContext(script, browser)
  return { window, root, said: () => root.textContent }
}

test.each([
  ['a supported browser', {}, ''],
  ['Chrome 110', { change: 'delete String.prototype.isWellFormed' }, 'too old'],
  ['Firefox 127', { has: false }, 'too old'],
])('%s is told what it is told', (_, browser, expected) => {
  const { said } = openIn(browser)
  expect(said()).toContain(expected)
  expect(said() === '').toBe(expected === '')
  expect(document.documentElement.hasAttribute('data-too-old')).toBe(expected !== '')
})

test.each(['error', 'unhandledrejection'])('an %s before the first drawing is told', (type) => {
  const { window, said } = openIn({})
  window.dispatchEvent(new Event(type))
  expect(said()).toContain('could not start')
})

test('an error after the first drawing leaves the page as it is', () => {
  const { window, root, said } = openIn({})
  root.textContent = 'the page'
  window.dispatchEvent(new Event('error'))
  expect(said()).toBe('the page')
})

test('zod makes no code of strings: it takes its settings from where the script leaves them', () => {
  expect(openIn({}).window['__zod_globalConfig']).toEqual({ jitless: true })
  expect(z.config()).toBe((globalThis as Shared)['__zod_globalConfig'])
})

test('a page without TLS gets random ids as well', () => {
  const insecure: { getRandomValues: unknown; randomUUID?: () => string } = {
    getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => webcrypto.getRandomValues(bytes),
  }
  openIn({ crypto: insecure })
  const ids = Array.from({ length: 50 }, () => insecure.randomUUID?.())
  expect(new Set(ids).size).toBe(50)
  const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
  expect(ids.filter((id) => !uuid.test(id ?? ''))).toEqual([])
})
