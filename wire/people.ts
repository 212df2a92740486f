import { z } from 'zod'
import { id, isStorable, shownName, timestamp } from './primitives.ts'
import { mayBeName } from './words/may-be-name.ts'

export const username = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_.-]{0,28}[a-z0-9]$/,
    'Use 2 to 30 of a-z, 0-9, dot, dash or underscore, with a letter or digit at both ends.',
  )
export const displayName = shownName(80)

const role = z.enum(['member', 'moderator', 'admin'])

/** The data of a person that everybody who is signed in may see. */
export const person = z.object({
  id,
  username: z.string(),
  display_name: z.string(),
  /** Another picture has another value. Show `/api/pictures/:id`. Null: there is none. */
  avatar_url: z.string().nullable(),
})
export type Person = z.infer<typeof person>

/** The data that only the person themselves gets. It adds the e-mail address and the role. */
export const ownProfile = person.extend({
  email: z.string().nullable(),
  role,
  /**
   * Whether other people see when this person is online and was last seen. A person who hides it does not see it of
   * other people either.
   */
  show_presence: z.boolean(),
})
export type OwnProfile = z.infer<typeof ownProfile>

export const profileChange = z
  .object({
    username: username.optional(),
    display_name: displayName.optional(),
    show_presence: z.boolean().optional(),
  })
  .strict()
export type ProfileChange = z.infer<typeof profileChange>

/**
 * The text to find a person: the beginnings of words of their name. It has two characters or more, or a single one that may
 * be a name.
 */
export const typedName = z
  .string()
  .trim()
  .max(200)
  .refine(mayBeName, 'Use two characters or more, or one that may be a name.')
  .refine(isStorable)

/** Finds people by name, or by the whole e-mail address. */
export const peopleQuery = z.object({ q: typedName })
export const peopleList = z.object({ items: z.array(person), next_cursor: z.null() })
export type PeopleList = z.infer<typeof peopleList>

/** The presence for a person who shares a conversation. Strangers get "offline" and no time. */
export const presence = z.object({
  user_id: id,
  online: z.boolean(),
  last_seen_at: timestamp.nullable(),
})
export type Presence = z.infer<typeof presence>

/** A value of `as_of`: at most microseconds, and a year that the database knows. */
const since = timestamp.max('0000-00-00T00:00:00.000000Z'.length).refine((time) => time >= '0001')
/** `GET /api/people/changes`: `since` is the `as_of` of the last answer. Without `since` the answer names nobody. */
export const renamedQuery = z.object({ since: since.optional() }).strict()

/** The people whose name or picture changed since then, the asker included. `more`: ask again from `as_of`. */
export const renamed = z.object({ people: z.array(person), as_of: timestamp, more: z.boolean() })
export type Renamed = z.infer<typeof renamed>
