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
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

interface Manifest {
  engines: { node: string }
  scripts: Record<string, string>
  dependencies: Record<string, string>
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
  return packages.get(folderFrom(folder, name) ?? '-')
}

function folderFrom(folder: string, name: string): string | undefined {
  const found = `${folder && `${folder}/`}node_modules/${name}`
  if (packages.has(found)) return found
  if (folder === '') return undefined
  const cut = folder.lastIndexOf('/node_modules/')
  return folderFrom(cut === -1 ? '' : folder.slice(0, cut), name)
}

/** The folders of these packages and of all that they depend on. */
export function closureOf(names: readonly string[]): Set<string> {
  const found = new Set<string>()
  const due = names.map((name): [folder: string, name: string] => ['', name])
  for (let next = due.pop(); next !== undefined; next = due.pop()) {
    const folder = folderFrom(...next)
    if (folder === undefined || found.has(folder)) continue
    found.add(folder)
    const { dependencies = {} } = packages.get(folder) ?? {}
    for (const name of Object.keys(dependencies)) due.push([folder, name])
  }
  return found
}
