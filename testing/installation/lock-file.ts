import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One installed package, as package-lock.json describes it. */
export interface LockedPackage {
  version?: string
  integrity?: string
  /** The address the package came from. */
  resolved?: string
  optional?: boolean
  libc?: string[]
  engines?: { node?: string }
  hasInstallScript?: boolean
  optionalDependencies?: Record<string, string>
}

interface Manifest {
  engines: { node: string }
  allowScripts: Record<string, boolean>
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'))

export const manifest = read('package.json') as Manifest

/** Every package by its folder, as in `node_modules/a/node_modules/b`. */
export const packages = new Map(
  Object.entries(
    (read('package-lock.json') as { packages: Record<string, LockedPackage> }).packages,
  ),
)

/** The name of the package in this folder. */
export const nameOf = (folder: string): string =>
  folder.slice(folder.lastIndexOf('node_modules/') + 13)

/** The package that code in `folder` gets when it imports `name`. */
export function resolveFrom(folder: string, name: string): LockedPackage | undefined {
  const found = packages.get(`${folder && `${folder}/`}node_modules/${name}`)
  if (found || folder === '') return found
  const cut = folder.lastIndexOf('/node_modules/')
  return resolveFrom(cut === -1 ? '' : folder.slice(0, cut), name)
}
