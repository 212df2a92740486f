// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { askPermission, permission, showDesktop } from './desktop.ts'

afterEach(() => vi.unstubAllGlobals())

const shown = { title: 'Ada', body: 'hello', tag: 'c1' }

test.each<[string, unknown, string]>([
  ['has none', undefined, 'unsupported'],
  ['had it taken away', null, 'unsupported'],
  ['has one that knows no permission', class {}, 'unsupported'],
  [
    'throws at a look',
    {
      get permission() {
        throw new DOMException('no', 'SecurityError')
      },
    },
    'unsupported',
  ],
  [
    'allows it and then throws, as on some phones',
    class {
      static permission = 'granted'
      constructor() {
        throw new TypeError('Illegal constructor')
      }
    },
    'granted',
  ],
])('a browser that %s shows nothing, and breaks nothing', (_, Notification, expected) => {
  vi.stubGlobal('Notification', Notification)
  expect(permission()).toBe(expected)
  expect(showDesktop(shown)).toBe(false)
})

test('a browser that refuses to ask for the permission leaves it as it is', async () => {
  const requestPermission = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  vi.stubGlobal('Notification', { permission: 'default', requestPermission })
  await expect(askPermission()).resolves.toBeUndefined()
  expect(permission()).toBe('default')
})
