import { mayEndLocalPart } from './characters.ts'
import { characterAt, characterBefore, isJoining } from './letters.ts'

/**
 * What a username may be cut from. `usernamesAt` finds where it may end. An address after a dot, a dash or a low line
 * ends it: `@pat.https://example.org` is a mention and a link.
 */
const RUN = /[a-z0-9](?:(?![_.-]https?:)[a-z0-9_.-])*/iy
const LONGEST = 30
const USERNAME = /^[a-z0-9](?:[a-z0-9_.-]{0,28}[a-z0-9])$/i
/** What may stand before an '@' in an e-mail address. */
const LOCAL = /[a-z0-9._%+-]/i
const LONGEST_LOCAL = 64

/** Whether the rule of usernames finds this name. Other names are looked for one by one. */
export const isUsername = (name: string): boolean => USERNAME.test(name)

/** The form in which a mentioned name is stored and compared. Usernames know no capitals. */
export const mentionKey = (name: string): string => (isUsername(name) ? name.toLowerCase() : name)

/** A name that may be meant at a place, and how much of the text it takes. */
export interface MentionOption {
  name: string
  length: number
}

/**
 * The names that the '@' at this place may mean, the longest first. More than one is possible: after `@pat.smith` the
 * dot may belong to the name or to the sentence.
 * @param names names with spaces or other letters, such as display names. Only these are found besides usernames.
 */
export function mentionsAt(text: string, at: number, names: Iterable<string>): MentionOption[] {
  if (!mayStandAfter(text, at)) return []
  const options: MentionOption[] = []
  for (const name of names) {
    if (text.startsWith(name, at + 1) && endsAt(text, at + 1 + name.length))
      options.push({ name: mentionKey(name), length: name.length + 1 })
  }
  options.sort((one, other) => other.length - one.length)
  for (const name of usernamesAt(text, at + 1))
    if (!options.some((option) => option.name === name))
      options.push({ name, length: name.length + 1 })
  return options
}

function mayStandAfter(text: string, at: number): boolean {
  const before = characterBefore(text, at)
  if (before === '@' || mayEndLocalPart(text, at)) return false
  if (!/[_+%-]/.test(before)) return true
  // In `first_@example.org` the letters before the sign are part of an address.
  let start = at
  while (start > 0 && at - start < LONGEST_LOCAL && LOCAL.test(text.charAt(start - 1))) start -= 1
  return !/[a-z0-9]/i.test(text.slice(start, at))
}

/** What continues a name in Latin letters. A letter of another script is the next word. */
const CONTINUES_LATIN = /[\p{sc=Latn}\p{N}\p{M}]/u

/** A name ends where no letter of the same word follows. */
const endsAt = (text: string, end: number): boolean => {
  const last = characterBefore(text, end)
  const next = characterAt(text, end)
  if (!isJoining(last)) return true
  if (next === '@') return !isJoining(characterAt(text, end + 1))
  return !isJoining(next) || (/[a-z0-9]/i.test(last) && !CONTINUES_LATIN.test(next))
}

function usernamesAt(text: string, start: number): string[] {
  RUN.lastIndex = start
  const run = RUN.exec(text.slice(0, start + LONGEST + 1))?.[0] ?? ''
  const found: string[] = []
  for (let end = run.length; end >= 2; end -= 1) {
    const isEnd = end === run.length ? endsAt(text, start + end) : /[._-]/.test(run.charAt(end))
    if (!isEnd || end > LONGEST || /[._-]/.test(run.charAt(end - 1))) continue
    found.push(run.slice(0, end).toLowerCase())
  }
  return found
}
