import { en, type Catalogue } from './en.ts'
import { credentials } from './en/account/credentials.ts'
import { settings } from './en/account/settings.ts'
import { devices } from './en/devices.ts'
import { doctor } from './en/doctor.ts'
import { moderation } from './en/moderation.ts'
import { monitoring } from './en/monitoring.ts'
import { emojiPicker } from './en/media/emoji-picker.ts'
import { ends } from './en/ends.ts'
import { pictures } from './en/media/pictures.ts'
import { previews } from './en/media/previews.ts'
import { files } from './en/files.ts'
import { filters } from './en/search/filters.ts'
import { groups } from './en/groups.ts'
import { invitations } from './en/links/invitations.ts'
import { people } from './en/people.ts'
import { pins } from './en/pins.ts'
import { posts } from './en/posts.ts'
import { rooms } from './en/rooms.ts'
import { signIn } from './en/sign-in.ts'
import { voice } from './en/media/voice.ts'

const accents: Record<string, string> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  y: 'ý',
  c: 'ç',
  n: 'ñ',
  s: 'š',
  z: 'ž',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
  C: 'Ç',
  N: 'Ñ',
  S: 'Š',
  Z: 'Ž',
}

/** Brackets show where a string was cut or joined. Accents show that a string came from the catalogue. */
function pseudoOf(text: string): string {
  if (text === '') return text
  return `⟦${text.replace(/[a-zA-Z]/g, (letter) => accents[letter] ?? letter)}⟧`
}

function pseudoOfAll(entry: unknown): unknown {
  if (typeof entry === 'string') return pseudoOf(entry)
  if (typeof entry === 'function') {
    return (...parameters: unknown[]) =>
      pseudoOf(String(Reflect.apply(entry, undefined, parameters)))
  }
  if (Array.isArray(entry)) return entry.map(pseudoOfAll)
  return Object.fromEntries(
    Object.entries(entry as Record<string, unknown>).map(([key, value]) => [
      key,
      pseudoOfAll(value),
    ]),
  )
}

/** English with all its parts, as another language has it. */
export const wholeEnglish: Required<Catalogue> = {
  ...en,
  credentials,
  devices,
  doctor,
  moderation,
  monitoring,
  emojiPicker,
  ends,
  filters,
  groups,
  people,
  invitations,
  pins,
  posts,
  rooms,
  settings,
  signIn,
  voice,
  pictures,
  previews,
  files,
}

/** A test language. A string that is readable in it is not in the catalogue. */
export const pseudo = pseudoOfAll(wholeEnglish) as Required<Catalogue>
