import { z } from 'zod'
import { id, timestamp } from './primitives.ts'
import { ownProfile } from './people.ts'

/**
 * Answer of bridge, refresh and `GET /api/auth/session`. `expires_in` is seconds of the access cookie left.
 * `sign_in_stale` comes with a refresh: bridge again with a new Supabase token, or the session will be refused later
 * (`sign_in_needed`). Until then it works as before, so that an outage of Supabase Auth ends nothing.
 * `newer_sign_in` comes with a refresh: the person has signed in elsewhere since. Where the project allows one session a
 * person, a new Supabase token is refused now.
 */
export const sessionAnswer = z.object({
  session: z.object({
    id,
    expires_in: z.int().min(0),
    sign_in_stale: z.literal(true).optional(),
    newer_sign_in: z.literal(true).optional(),
  }),
  user: ownProfile,
})
export type SessionAnswer = z.infer<typeof sessionAnswer>

/** One row of the device list. */
const deviceSession = z.object({
  id,
  current: z.boolean(),
  user_agent: z.string().nullable(),
  ip_address: z.string().nullable(),
  created_at: timestamp,
  last_seen_at: timestamp,
})
export type DeviceSession = z.infer<typeof deviceSession>

export const deviceList = z.object({ items: z.array(deviceSession), next_cursor: z.null() })

/**
 * The reason why a session has ended. It is stored with `revoked_at`, sent with `session:ended`, and written to the
 * audit log.
 */
export const endReason = z.enum([
  'logged_out',
  'ended_by_owner',
  'replaced',
  'refresh_token_reuse',
  'sign_in_ended',
  'expired',
  'account_deleted',
  'administrator',
  'suspended',
])
export type EndReason = z.infer<typeof endReason>

/** The answer of `GET /api/config`: everything that the page needs before sign-in. */
export const publicConfig = z.object({
  supabase: z.object({ url: z.url(), publishable_key: z.string() }),
  version: z.string(),
  /** See `PROTOCOL`. */
  protocol: z.int(),
  features: z.object({
    dev_mail: z.boolean(),
    /** Whether messages show previews of their links. */
    link_previews: z.boolean(),
  }),
})
export type PublicConfig = z.infer<typeof publicConfig>
