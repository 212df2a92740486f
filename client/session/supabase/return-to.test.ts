// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { takeAgreement } from '../../navigation/invitation.ts'
import { keepAddress, mailedAddress, returnToAddress } from './return-to.ts'

afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
  history.replaceState(null, '', '/')
})

function leaveAt(path: string): void {
  history.replaceState(null, '', path)
  keepAddress()
  history.replaceState(null, '', '/')
}

test('a person who left a link to sign in comes back to it, once', () => {
  leaveAt('/post/article/7?x=1')
  returnToAddress()
  expect(location.pathname + location.search).toBe('/post/article/7')
  history.replaceState(null, '', '/')
  returnToAddress()
  expect(location.pathname).toBe('/')
})

test('an invitation survives the sign-in, which was the agreement to it', () => {
  leaveAt('/join/token')
  returnToAddress()
  expect(location.pathname).toBe('/join/token')
  expect(takeAgreement('token')).toBe(true)
  expect(takeAgreement('token')).toBe(false)
})

test.each(['/', '/doctor', '/settings/devices', '/post/a/b/c'])(
  '%s is no link to come back to',
  (path) => {
    leaveAt(path)
    expect(localStorage.length).toBe(0)
  },
)

test('a stored text that is no link leads nowhere', () => {
  localStorage.setItem('parley-return-to', `${Date.now()} //example.com/to/ben`)
  returnToAddress()
  expect(location.pathname).toBe('/')
})

test('a link of an hour ago, and a page that is elsewhere already, are left alone', () => {
  leaveAt('/to/ben')
  vi.useFakeTimers({ now: Date.now() + 61 * 60 * 1000 })
  returnToAddress()
  expect(location.pathname).toBe('/')
  vi.useRealTimers()
  leaveAt('/to/ben')
  history.replaceState(null, '', '/settings')
  returnToAddress()
  expect(location.pathname).toBe('/settings')
})

test('a mail carries the link to a browser that has not kept it, and agrees to nothing there', () => {
  history.replaceState(null, '', '/join/token?x=1#y')
  const mailed = mailedAddress()
  expect(mailed).toBe(`${location.origin}/join/token`)
  history.replaceState(null, '', '/')
  returnToAddress(mailed)
  expect(location.pathname).toBe('/join/token')
  expect(takeAgreement('token')).toBe(false)
})

test('a mail that leads to the link itself, in the browser where the person saw it, is their agreement', () => {
  leaveAt('/join/token')
  history.replaceState(null, '', '/join/token')
  returnToAddress()
  expect(takeAgreement('token')).toBe(true)
  returnToAddress()
  expect(takeAgreement('token')).toBe(false)
})

test('a mail with another link than the kept one leads there, and nobody agreed to it', () => {
  leaveAt('/join/seen')
  returnToAddress(`${location.origin}/join/other`)
  expect(location.pathname).toBe('/join/other')
  expect(takeAgreement('seen')).toBe(false)
  expect(takeAgreement('other')).toBe(false)
})

test.each(['https://example.com/join/token', '/join/token', 'javascript:alert(1)', 'nonsense', ''])(
  'a mail with %s leads to the start page',
  (mailed) => {
    returnToAddress(mailed)
    expect(location.pathname).toBe('/')
  },
)

test.each(['/', '/settings/devices', '/post/a/b/c'])(
  'a mail asked for at %s leads home',
  (path) => {
    history.replaceState(null, '', path)
    expect(mailedAddress()).toBe(`${location.origin}/`)
    returnToAddress(`${location.origin}${path}`)
    expect(location.pathname).toBe(path)
  },
)
