import type { OwnProfile } from '../../wire/people.ts'
import type { SessionAnswer } from '../../wire/session.ts'
import type { Config } from '../config.ts'
import type { Sql } from '../database/client.ts'
import { ownProfileOf } from '../people/profiles.ts'
import { signAccessToken } from './parley-tokens.ts'
import { renewSession, type Device, type Renewed } from './session-rows.ts'

/** The result of bridge and refresh: an answer for the page, and cookies that its scripts cannot read. */
export interface Grant {
  created: boolean
  answer: SessionAnswer
  accessToken: string
  /** Null means that the browser's refresh cookie stays as it is. */
  refreshToken: string | null
  /** The seconds until the absolute end of the session. */
  absoluteLeft: number
  /** Only of a new session: the person has older ones. */
  hasOlder?: boolean
}

/** A session, with the refresh token that its access cookie belongs to. */
export interface GrantedSession {
  id: string
  userId: string
  created: boolean
  refreshTokenId: string
  refreshToken: string | null
}

/** Renews a session that exists, and hands it out. */
export async function renewAndHandOut(
  sql: Sql,
  config: Config['session'],
  session: GrantedSession,
  request: { device: Device },
  /** The end of the Supabase token that the request carried, or null when it carried none. */
  tokenEndsAt: number | null,
  profile?: OwnProfile,
): Promise<Grant> {
  const renewed = await renewSession(sql, session.id, request.device, tokenEndsAt, config)
  return handOut(config, session, renewed, profile ?? (await ownProfileOf(sql, session.userId)))
}

export function handOut(
  config: Config['session'],
  session: GrantedSession,
  renewed: Renewed,
  user: OwnProfile,
): Grant {
  const subject = {
    sessionId: session.id,
    userId: session.userId,
    refreshTokenId: session.refreshTokenId,
  }
  return {
    created: session.created,
    answer: {
      session: {
        id: session.id,
        expires_in: renewed.expiresIn,
        ...(renewed.signInStale && { sign_in_stale: true }),
        ...(renewed.newerSignIn && { newer_sign_in: true }),
      },
      user,
    },
    accessToken: signAccessToken(config, subject, renewed.now, renewed.expiresIn),
    refreshToken: session.refreshToken,
    absoluteLeft: renewed.absoluteLeft,
  }
}
