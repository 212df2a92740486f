import { z } from 'zod'
import { canonicalId } from './ids.ts'
import { showsNothing } from './text/characters.ts'

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

/**
 * These characters turn the direction of the text around a name, or show nothing in it. Joiners and selectors stay,
 * because emoji and some scripts need them.
 */
const UNSEEN =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/g
/** Line breaks, control characters and other blanks. NUL is refused instead. */
const BLANKS = /(?:[\s\u2800]|(?!\0)\p{Cc})+/gu

/**
 * Marks stand on the letter before them. Before the first letter they would stand on the text beside the name, and many of
 * them reach into the lines above and below. `private.as_display_name` of the database has the same rule.
 */
const MARK =
  '[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u064b-\\u065f' +
  '\\u06d6-\\u06dc\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e\\u1ab0-\\u1aff\\u1cd0-\\u1cd2\\u1cd4-\\u1ce8\\u1ced\\u1cf4\\u1cf7-\\u1cf9' +
  '\\u1dc0-\\u1dff\\u200c\\u200d\\u20d0-\\u20f0\\u302a-\\u302f\\u3099\\u309a\\ufe00-\\ufe0f\\ufe20-\\ufe2f]'
const MARKS_WITHOUT_LETTER = new RegExp(`(^| )${MARK}+`, 'g')
const TOO_MANY_MARKS = new RegExp(`(${MARK}{4})${MARK}+`, 'g')

const withFewMarks = (text: string) =>
  text.replaceAll(MARKS_WITHOUT_LETTER, '$1').replaceAll(TOO_MANY_MARKS, '$1')

/** The name of a person or a group: one line that shows something, and leaves the text around it alone. */
export const shownName = (most: number) =>
  z
    .string()
    .overwrite((text) => withFewMarks(text.replaceAll(UNSEEN, '').replaceAll(BLANKS, ' ')))
    .trim()
    .min(1)
    .max(most)
    .refine(isStorable)
    .refine((text) => !showsNothing(text))

/** An e-mail address, by the rule of Auth and of browsers. A host needs no dot. */
export const emailAddress = z.email({ pattern: z.regexes.html5Email }).max(320)
