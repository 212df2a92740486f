import type { UploadRules } from '../../../wire/files.ts'
import { MAX_FILES } from '../../../wire/limits.ts'
import type { FilesCatalogue } from '../../i18n/en/files.ts'

export interface Sized {
  name: string
  size: number
}

interface Chosen<T> {
  accepted: T[]
  /** Why the others were left out, a sentence each. */
  problems: string[]
}

/**
 * Which of the chosen files may be sent beside those that are chosen already. `rules` is null while the relay has not
 * told them. It then judges the files itself when they are sent.
 */
export function chooseFiles<T extends Sized>(
  chosen: readonly T[],
  before: readonly Sized[],
  rules: UploadRules | null,
  labels: FilesCatalogue,
): Chosen<T> {
  if (rules?.enabled === false) return { accepted: [], problems: [labels.off] }
  const accepted: T[] = []
  const problems: string[] = []
  let left = (rules?.bytes_left ?? Infinity) - before.reduce((sum, { size }) => sum + size, 0)
  for (const file of chosen) {
    const { name, size } = file
    if (before.length + accepted.length === MAX_FILES) {
      problems.push(labels.tooMany(MAX_FILES))
      break
    }
    if (size === 0) problems.push(labels.empty(name))
    else if (rules && size > rules.max_bytes) {
      problems.push(labels.tooLarge(name, labels.size(rules.max_bytes)))
    } else if (size > left) problems.push(labels.overQuota(name, labels.size(Math.max(0, left))))
    else {
      accepted.push(file)
      left -= size
    }
  }
  return { accepted, problems }
}
