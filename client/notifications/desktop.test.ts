// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { askPermission, closeDesktop, permission, showDesktop } from './desktop.ts'

afterEach(() => vi.unstubAllGlobals())

const shown = { title: 'Ada', body: 'hello', tag: 'c1' }

test.each<[string, unknown, string]>([
  ['has no notifications', undefined, 'unsupported'],
  ['has null in place of notifications', null, 'unsupported'],
  ['has notifications without permissions', class {}, 'unsupported'],
  [
    'throws when the permission is read',
    {
      get permission() {
        throw new DOMException('no', 'SecurityError')
      },
    },
    'unsupported',
  ],
  [
    'allows notifications and then throws, as on some phones',
    class {
      static permission = 'granted'
      constructor() {
        throw new TypeError('Illegal constructor')
      }
    },
    'granted',
  ],
])('a browser that %s shows no notification, and the page goes on', (_, Notification, expected) => {
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

test('a notification is taken from the desktop by what it tells of', () => {
  const closed: string[] = []
  vi.stubGlobal(
    'Notification',
    class extends EventTarget {
      title: string
      constructor(title: string) {
        super()
        this.title = title
      }
      close = () => void closed.push(this.title)
    },
  )
  for (const sender_id of ['ada', 'ben']) {
    showDesktop({ ...shown, title: sender_id, message: { conversation_id: 'c9', sender_id } })
  }
  closeDesktop(({ sender_id }) => sender_id === 'ben')
  expect(closed).toEqual(['ben'])
  closeDesktop(({ conversation_id }) => conversation_id === 'c9')
  expect(closed).toEqual(['ben', 'ada'])
})
