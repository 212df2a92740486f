import { z } from 'zod'
import { canonicalId } from './ids.ts'

/**
 * Ids are opaque strings on the wire, in the form of a UUID. Whatever PostgreSQL reads as one is an id: an imported
 * account may have a version that no RFC knows. `z.uuid()` would refuse it.
 */
export const id = z.string().overwrite(canonicalId).check(z.guid())

/** ISO 8601 in UTC, as `2026-11-21T14:00:00.000Z`. */
export const timestamp = z.iso.datetime()

/** A `seq` or a `ver`: counted from 1 without gaps. 0 means "none yet". */
export const counter = z.int().min(0)

/** Whether the database can store the text: PostgreSQL has no NUL, and UTF-8 no lone surrogates. */
export const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()

/** These characters turn the direction of the text around a name, so that the text reads as something else. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g
/** `DI`: signs that show nothing, such as the fillers of Hangul. The empty Braille pattern shows nothing either. */
const VISIBLE = /[^\p{DI}\s\u2800]/u

/** The name of a person or a group: it shows something, and leaves the text around it alone. */
export const shownName = (most: number) =>
  z
    .string()
    .overwrite((text) => text.replaceAll(TURNS, ''))
    .trim()
    .min(1)
    .max(most)
    .refine(isStorable)
    .refine((text) => VISIBLE.test(text))
