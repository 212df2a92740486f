// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { createSignIn } from './supabase.ts'
// The page loads it later. Loaded before, no timer of the test has to wait for it.
import './client.ts'

const config = {
  supabase: { url: 'https://hidden.supabase.co', publishable_key: 'key' },
  version: '1',
  protocol: 1,
  features: { dev_mail: false, link_previews: false },
}
const session = (access_token: string) => ({
  access_token,
  refresh_token: 'refresh',
  token_type: 'bearer',
  expires_in: 3600,
  expires_at: Math.floor(Date.now() / 1000) + 3600,
  user: { id: 'ada', aud: 'authenticated' },
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  localStorage.clear()
})

test('a hidden page renews its sign-in before the token ends, as a visible one does', async () => {
  vi.useFakeTimers()
  const seen = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
  localStorage.setItem('sb-hidden-auth-token', JSON.stringify(session('first')))
  const fetched = vi.fn(async () => Response.json(session('fresh')))
  vi.stubGlobal('fetch', fetched)
  const auth = await createSignIn(config).auth()
  await auth.initialize()
  seen.mockReturnValue('hidden')
  window.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(57 * 60_000)
  expect(fetched).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(3 * 60_000)
  expect(fetched).toHaveBeenCalledOnce()
  await auth.stopAutoRefresh()
})
