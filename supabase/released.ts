import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The migrations of each release, by its tag, and the checksum of each file. */
export type Released = Record<string, Record<string, string>>

export const RELEASED_FILE = fileURLToPath(new URL('released.json', import.meta.url))
const MIGRATIONS = fileURLToPath(new URL('migrations', import.meta.url))

export const readReleased = (): Released =>
  JSON.parse(readFileSync(RELEASED_FILE, 'utf8')) as Released

/** Every migration of this checkout with its checksum, in the order of applying. */
export function readMigrations(): Record<string, string> {
  const checksum = (file: string) =>
    createHash('sha256')
      .update(readFileSync(join(MIGRATIONS, file)))
      .digest('hex')
  const files = readdirSync(MIGRATIONS).toSorted()
  return Object.fromEntries(files.map((file) => [file, checksum(file)]))
}

/**
 * What breaks the promise of a release. Databases out there have applied its migrations: an edited one would never be
 * applied again, and one with an earlier number would be applied too late or not at all.
 */
export function releaseFaults(released: Released, migrations: Record<string, string>): string[] {
  const promised = Object.entries(released).flatMap(([tag, files]) =>
    Object.entries(files).map(([file, checksum]) => ({ tag, file, checksum })),
  )
  const newest =
    promised
      .map(({ file }) => file)
      .toSorted()
      .at(-1) ?? ''
  const known = new Set(promised.map(({ file }) => file))
  const broken = promised.flatMap(({ tag, file, checksum }) => {
    const now = migrations[file]
    if (now === undefined) return `${file} was released in ${tag} and is gone`
    return now === checksum ? [] : `${file} was released in ${tag} and was edited`
  })
  const late = Object.keys(migrations)
    .filter((file) => !known.has(file) && file < newest)
    .map((file) => `${file} is new, and its number is before ${newest}, which was released`)
  return [...broken, ...late]
}

/** Adds the migrations that no release has to this one. */
export function release(
  tag: string,
  released: Released,
  migrations: Record<string, string>,
): Released {
  const known = new Set(Object.values(released).flatMap((files) => Object.keys(files)))
  const added = Object.entries(migrations).filter(([file]) => !known.has(file))
  return { ...released, [tag]: Object.fromEntries(added) }
}
