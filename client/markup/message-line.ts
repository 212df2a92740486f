import type { FileKind } from '../../wire/files.ts'
import type { Catalogue } from '../i18n/en.ts'
import { currentFormatted } from './reader.ts'

interface Summarized {
  body: string
  files?: readonly { kind: FileKind; name: string }[] | undefined
}

/** A message as one line of plain text: what its files are, and what its author wrote. */
export function messageLine(
  { body, files = [] }: Summarized,
  { files: labels }: Catalogue['messages'],
): string {
  const text = currentFormatted()?.plainText(body) ?? body.replace(/\s+/gu, ' ').trim()
  const [file] = files
  if (!file) return text
  const isSame = files.every(({ kind }) => kind === file.kind)
  const label = isSame && file.kind in labels ? file.kind : 'other'
  const name =
    files.length === 1 && label === 'other' ? file.name : labels[label as 'other'](files.length)
  return text ? `${name}: ${text}` : name
}
