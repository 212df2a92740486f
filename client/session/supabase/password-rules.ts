import type { CharacterSet, PasswordRules } from './sign-in-result.ts'

/** Supabase refuses a weak password with its reasons. Only its sentence has the number and the sets of characters. */
export function rulesIn(message = ''): PasswordRules | null {
  const length = /at least (\d+) characters/.exec(message)?.[1]
  const listed = /one character of each: ([\s\S]*?)\.(?: Password is known|$)/.exec(message)?.[1]
  const sets = (listed?.split(', ') ?? []).filter((set) => set !== '').map(nameOf)
  if (length === undefined && sets.length === 0) return null
  return { length: length === undefined ? null : Number(length), sets }
}

const SMALL = 'abcdefghijklmnopqrstuvwxyz'
const CAPITAL = SMALL.toUpperCase()

/** The sets that a hosted project offers have names. */
function nameOf(set: string): CharacterSet {
  if (set === SMALL) return 'small'
  if (set === CAPITAL) return 'capital'
  if (set === SMALL + CAPITAL) return 'letter'
  if (set === '0123456789') return 'digit'
  return /^[^\p{L}\p{N}]+$/u.test(set) ? 'sign' : { of: set }
}
