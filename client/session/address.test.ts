// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest'
import { hasLink, takeLink } from './address.ts'

afterEach(() => history.replaceState(null, '', '/'))

test.each([
  ['/#access_token=a&refresh_token=b&expires_in=1', '/'],
  ['/#access%5Ftoken=a', '/'],
  ['/c/1?tab=people&code=abc', '/c/1?tab=people'],
  ['/?error=x&error_code=y&error_description=z#error=x', '/'],
  ['/?token_hash=h&type=recovery&m=7', '/?m=7'],
  ['/?token_hash=h&type=signup&redirect_to=https%3A%2F%2Fh%2Fjoin%2Ft', '/'],
  ['/#message=Confirmation+link+accepted&sb=', '/'],
  ['/?m=7#provider_refresh_token=p', '/?m=7'],
])('nothing of it stays there: %s', (from, clean) => {
  history.replaceState({ kept: true }, '', from)
  const { length } = history
  const { href } = location
  expect(hasLink()).toBe(true)
  expect(takeLink()).toBe(href)
  expect(location.pathname + location.search + location.hash).toBe(clean)
  expect(history.state).toEqual({ kept: true })
  expect(history.length).toBe(length)
  expect(takeLink()).toBeNull()
})

test.each(['/c/1#message-7', '/c/1?m=7', '/#top', '/?q=code', '/?redirect_to=x'])(
  '%s stays as it is',
  (href) => {
    history.replaceState(null, '', href)
    expect(takeLink()).toBeNull()
    expect(location.pathname + location.search + location.hash).toBe(href)
  },
)
