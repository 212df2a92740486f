import type { FileKind } from '../../wire/files.ts'
import type { Catalogue } from '../i18n/en.ts'
import { isolate } from '../i18n/en/isolate.ts'
import type { FindPerson, PlainMessage } from './plain-line.ts'
import { currentFormatted } from './reader.ts'

export interface Summarized extends PlainMessage {
  files?: readonly { kind: FileKind; name: string }[] | undefined
}

/**
 * A message as one line of plain text: what its files are, and what its author wrote.
 * @param find who is mentioned, with the present names
 */
export function messageLine(
  message: Summarized,
  { files: labels }: Catalogue['messages'],
  find: FindPerson,
  formatted = currentFormatted(),
): string {
  const { body, files = [] } = message
  const text = formatted?.plainLine(message, find) ?? body.replace(/\s+/gu, ' ').trim()
  const [file] = files
  if (!file) return text
  const isSame = files.every(({ kind }) => kind === file.kind)
  const label = isSame && file.kind in labels ? file.kind : 'other'
  const name =
    files.length === 1 && label === 'other' ? file.name : labels[label as 'other'](files.length)
  return text ? `${isolate(name)}: ${isolate(text)}` : name
}
