import { MAX_FILE_NAME_LENGTH } from '../../../wire/limits.ts'
import { showsNothing } from '../../../wire/text/characters.ts'
import { cutBefore } from '../../../wire/text/cut.ts'

/** A longer ending is no ending: it would leave no room for the name. */
const MAX_ENDING_LENGTH = 20

/**
 * Signs of control, and signs that change the direction of writing. With the latter, `annexe.exe` can look like
 * `annex.exe` written the other way round, with another ending. The first part finds the joiners inside emoji and inside
 * words of Persian or of India. They are kept: the words need them. Elsewhere they only hide in a name.
 */
const INVISIBLE =
  /(?<=(?!\p{sc=Latn})[\p{L}\p{M}\p{So}\p{Sk}])([\u200C\u200D])(?=(?!\p{sc=Latn})[\p{L}\p{So}])|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu

/** The name that a person's program gave a file, as one harmless line. It never names a folder. */
export function cleanFileName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const line = last
    .replace(INVISIBLE, '$1')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  return showsNothing(line) ? 'file' : shorten(line)
}

function shorten(name: string): string {
  if (name.length <= MAX_FILE_NAME_LENGTH) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= MAX_ENDING_LENGTH ? name.slice(dot) : ''
  return name.slice(0, cutBefore(name, MAX_FILE_NAME_LENGTH - ending.length)) + ending
}

export const fileNameIn = (metadata: string | undefined): string =>
  cleanFileName(valueIn(metadata, 'filename') ?? '')

/** One value of the header `Upload-Metadata` of tus: pairs of a name and a value in base64. */
export function valueIn(metadata: string | undefined, name: string): string | null {
  for (const pair of (metadata ?? '').split(',')) {
    const [key, value = ''] = pair.trim().split(' ')
    if (key === name) return Buffer.from(value, 'base64').toString('utf8')
  }
  return null
}
