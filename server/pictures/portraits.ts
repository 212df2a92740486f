import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Examiner } from '../attachments/checking/examiner.ts'

/**
 * Draws bytes of strangers as a square WebP. Null when they are no picture, or one that cannot be drawn.
 * @param whose whose pictures wait for each other: a person's, or those that Parley fetches itself
 */
export type DrawPortrait = (
  whose: string,
  bytes: Buffer | AsyncIterable<Buffer>,
) => Promise<Buffer | null>

/** The drawing happens in the process that examines uploads: it has no secrets and no way out. */
export function createPortraits(examiner: Examiner): DrawPortrait {
  return async (whose, bytes) => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-picture-'))
    const at = (name: string) => join(folder, name)
    try {
      await writeFile(at('given'), bytes)
      const examined = await examiner.examine(whose, {
        path: at('given'),
        original: at('original'),
        preview: at('preview'),
        portrait: at('portrait'),
      })
      return examined?.picture == null ? null : await readFile(at('portrait'))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}
