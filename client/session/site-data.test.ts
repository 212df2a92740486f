// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { PROTOCOL } from '../../wire/protocol.ts'
import type { Api } from '../requests/http.ts'
import { RequestError } from '../requests/request-error.ts'
import { createBrowser } from '../testing/fake-session.ts'
import { createChecks } from './checks.ts'
import { createSessionController } from './controller.ts'

afterEach(() => vi.unstubAllGlobals())

/** What Firefox does when all cookies are blocked. */
function refuseSiteData() {
  const refuse = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  }
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      constructor() {
        refuse()
      }
    },
  )
  for (const store of ['localStorage', 'sessionStorage', 'indexedDB']) {
    const before = Object.getOwnPropertyDescriptor(globalThis, store)
    Object.defineProperty(globalThis, store, { configurable: true, get: refuse })
    restore.push(() => {
      if (before) Object.defineProperty(globalThis, store, before)
      else Reflect.deleteProperty(globalThis, store)
    })
  }
}
const restore: (() => void)[] = []
afterEach(() => {
  for (const one of restore.splice(0)) one()
})

test('a browser that refuses site data is told so, and a retry after it accepts them works', async () => {
  refuseSiteData()
  const { controller, state } = createBrowser().openTab()
  await controller.start()
  expect(state()).toMatchObject({ kind: 'failed', cause: 'no_site_data' })
  const { signedIn, supabase } = controller.checks(createChecks)
  for (const look of [signedIn, supabase])
    expect(await look()).toMatchObject({ cause: 'no_site_data' })
  for (const one of restore.splice(0)) one()
  await controller.retry()
  expect(state()).toEqual({ kind: 'signed_out', reason: 'never' })
})

test('with the tabs of a real browser, nothing throws before the page is drawn', async () => {
  refuseSiteData()
  // The page outlives the test. When it begins anew, it finds no network.
  const call = vi.fn().mockRejectedValue(new RequestError('network'))
  call.mockResolvedValueOnce({ protocol: PROTOCOL })
  const controller = createSessionController({ call: call as unknown as Api })
  await controller.start()
  expect(controller.getState()).toMatchObject({ kind: 'failed', cause: 'no_site_data' })
})
