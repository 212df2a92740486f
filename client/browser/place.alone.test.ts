// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** The page reads its place when it is loaded. */
async function pageAt(base: string) {
  vi.resetModules()
  document.documentElement.dataset['base'] = base
  const { paths, routeOf } = await import('../navigation/routes.ts')
  return { paths, routeOf, stores: await import('./stores.ts') }
}
beforeEach(() => localStorage.clear())
afterEach(() => {
  delete document.documentElement.dataset['base']
  vi.resetModules()
})

test('every address of the page begins with the base path, and leads back to its route', async () => {
  const { paths, routeOf } = await pageAt('/messages')
  const { home, arena, conversation, room, message } = paths
  expect([home, arena, conversation('7'), room('8')]).toEqual([
    '/messages/',
    '/messages/arena',
    '/messages/c/7',
    '/messages/arena/8',
  ])
  expect(message({ conversation_id: '7', seq: 3 })).toBe('/messages/c/7?m=3')
  expect([home, '/messages', arena, conversation('7')].map((path) => routeOf(path))).toEqual([
    { kind: 'home' },
    { kind: 'home' },
    { kind: 'arena', id: null },
    { kind: 'conversation', id: '7' },
  ])
  for (const path of ['/', '/arena', '/messagesx', '/messagesx/arena'])
    expect(routeOf(path)).toEqual({ kind: 'unknown' })
})

test('no Parley finds the stores of another one on the same host', async () => {
  const bases = ['', '/a', '/a-b', '/a/b']
  const names = []
  for (const base of bases) {
    const { stores } = await pageAt(base)
    stores.setStoresState(`person of "${base}"`, 'here')
    localStorage.setItem(stores.draftsOf(`person of "${base}"`) + 'room', 'text')
    names.push(stores.TURN, stores.settingKey('theme'), stores.databaseOf('ada'))
  }
  expect(new Set(names).size).toBe(names.length)
  for (const base of bases) {
    const { stores } = await pageAt(base)
    expect(await stores.peopleWithStores()).toEqual([`person of "${base}"`])
  }
})
