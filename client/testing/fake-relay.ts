import type { OwnProfile } from '../../wire/people.ts'
import { PROTOCOL } from '../../wire/protocol.ts'
import type { PublicConfig, SessionAnswer } from '../../wire/session.ts'
import { RequestError } from '../requests/request-error.ts'

/** What a relay and a browser's cookies know of a session. */
export interface Cookies {
  /** The id of the person who is signed in at Supabase. */
  stored: string | null
  /** The id of the person of the Parley cookies, and whether the access cookie ran out. */
  cookies: string | null
  isExpired: boolean
  sessions: number
}

const profile = (id: string): OwnProfile => ({
  id,
  username: id,
  display_name: id,
  avatar_url: null,
  email: `${id}@example.com`,
  role: 'member',
  show_presence: true,
})

const config: PublicConfig = {
  supabase: { url: 'https://project.supabase.co', publishable_key: 'key' },
  version: '1',
  protocol: PROTOCOL,
  features: { dev_mail: false, link_previews: false },
}

const refuse = (code: 'session_required' | 'session_expired') =>
  new RequestError(code, { status: 401 })

/** The relay's session routes for one browser. */
export function fakeRelay(browser: Cookies): Record<string, () => unknown> {
  const answer = (): SessionAnswer => ({
    session: { id: `s${browser.sessions}`, expires_in: 900 },
    user: profile(browser.cookies!),
  })
  return {
    'GET /api/config': () => config,
    'GET /api/auth/session': () => {
      if (browser.cookies === null) throw refuse('session_required')
      if (browser.isExpired) throw refuse('session_expired')
      return answer()
    },
    'POST /api/auth/session/refresh': () => {
      if (browser.cookies === null) throw refuse('session_required')
      browser.isExpired = false
      return answer()
    },
    'POST /api/auth/session/bridge': () => {
      if (browser.cookies !== browser.stored) browser.sessions++
      browser.cookies = browser.stored
      browser.isExpired = false
      return answer()
    },
    'DELETE /api/auth/session': () => {
      browser.cookies = null
    },
  }
}
