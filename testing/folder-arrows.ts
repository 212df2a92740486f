import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

/** One file imports another one of another folder. Paths are relative to the root that was searched. */
export interface FolderArrow {
  file: string
  target: string
  /** The folders of the two files. A file in the root counts as a folder of its own name. */
  from: string
  to: string
}

/** `import`, `import type`, `export … from`, `import()` and the `import('…')` of a type. */
const specifier =
  /\b(?:import|export)\b[^'"`;()]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|\bimport\s+['"]([^'"]+)['"]/g

const comment = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm

/**
 * Every import under `root` that leaves its folder and stays under `root`. Tests are left out, because they are not
 * shipped.
 */
export function folderArrows(root: string): FolderArrow[] {
  return shippedFiles(root).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8').replace(comment, '')
    return [...text.matchAll(specifier)]
      .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
      .filter((name) => name.startsWith('.'))
      .map((name) => normalize(join(dirname(file), name)))
      .filter((target) => !target.startsWith('..'))
      .map((target) => ({ file, target, from: folderOf(file), to: folderOf(target) }))
      .filter(({ from, to }) => from !== to)
  })
}

/** Folders with their number of files. The root is `.`. */
export function folderSizes(root: string): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const file of shippedFiles(root)) {
    sizes.set(dirname(file), (sizes.get(dirname(file)) ?? 0) + 1)
  }
  return sizes
}

/**
 * Each import that does not lead down an order of folders, as `file → file`. A folder without a place in the order is
 * an offence too.
 */
export function offences(root: string, order: readonly string[]): string[] {
  const place = (folder: string) => order.indexOf(folder)
  const folders = new Set(shippedFiles(root).map(folderOf))
  const unnamed = [...folders].filter((folder) => place(folder) === -1)
  const upward = folderArrows(root).filter(({ from, to }) => place(from) >= place(to))
  return [
    ...unnamed.map((folder) => `${folder} has no place in the order`),
    ...upward.map(({ file, target }) => `${file} → ${target}`),
  ]
}

function shippedFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test|\.d)\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted()
}

function folderOf(file: string): string {
  const folder = dirname(file)
  return folder === '.' ? file.replace(/\.tsx?$/, '') : folder
}

/** The files that import themselves through further files. */
export function fileCircles(arrows: readonly { from: string; to: string }[]): string[] {
  const targets = new Map<string, string[]>()
  for (const { from, to } of arrows) targets.set(from, [...(targets.get(from) ?? []), to])
  const leadsBack = (file: string) => {
    const seen = new Set<string>()
    const open = [...(targets.get(file) ?? [])]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === file) return true
      if (seen.has(next)) continue
      seen.add(next)
      open.push(...(targets.get(next) ?? []))
    }
    return false
  }
  return [...targets.keys()].filter(leadsBack)
}
