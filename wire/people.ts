import { z } from 'zod'
import { id, isStorable, timestamp } from './primitives.ts'

export const username = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.-]{1,29}$/, 'Use 2 to 30 of a-z, 0-9, dot, dash or underscore.')
export const displayName = z.string().trim().min(1).max(80).refine(isStorable)
/** A picture of one's own, by https only: anything else could run or track. */
export const avatarUrl = z
  .url({ protocol: /^https$/ })
  .startsWith('https://')
  .max(2000)
  .refine(isStorable)

export const role = z.enum(['member', 'moderator', 'admin'])

/** What anybody who is signed in may see of somebody. */
export const person = z.object({
  id,
  username: z.string(),
  display_name: z.string(),
  avatar_url: z.string().nullable(),
})
export type Person = z.infer<typeof person>

/** What only the person gets: the e-mail address and the role. */
export const ownProfile = person.extend({
  email: z.string().nullable(),
  role,
  /** Whether others see when they are online and were last seen. Who hides it does not see it of others. */
  show_presence: z.boolean(),
})
export type OwnProfile = z.infer<typeof ownProfile>

export const profileChange = z
  .object({
    username: username.optional(),
    display_name: displayName.optional(),
    avatar_url: avatarUrl.nullable().optional(),
    show_presence: z.boolean().optional(),
  })
  .strict()
export type ProfileChange = z.infer<typeof profileChange>

/** Found by a part of the name (two letters or more) or by the whole e-mail address. */
export const peopleQuery = z.object({ q: z.string().trim().min(2).max(200).refine(isStorable) })
export const peopleList = z.object({ items: z.array(person), next_cursor: z.null() })
export type PeopleList = z.infer<typeof peopleList>

/** Presence as someone who shares a conversation sees it. Strangers are told "offline" and no time. */
export const presence = z.object({
  user_id: id,
  online: z.boolean(),
  last_seen_at: timestamp.nullable(),
})
export type Presence = z.infer<typeof presence>

/** As `as_of` gave it: no finer than microseconds, in no year that the database does not know. */
const since = timestamp.max('0000-00-00T00:00:00.000000Z'.length).refine((time) => time >= '0001')
/** `GET /api/people/changes`: `since` is the `as_of` of the last answer. Without it nothing has changed yet. */
export const renamedQuery = z.object({ since: since.optional() }).strict()

/** People by another name or picture since then, oneself among them. `more`: ask on from `as_of`. */
export const renamed = z.object({ people: z.array(person), as_of: timestamp, more: z.boolean() })
export type Renamed = z.infer<typeof renamed>
