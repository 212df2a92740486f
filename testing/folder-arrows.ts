import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export interface Arrow {
  /** The file that imports. */
  from: string
  /** What it imports: a path from the root, or the name of a package. */
  to: string
}

/** `import … from`, `import type … from`, `export … from`, `import '…'` and `import('…')`, types in `import('…').T` too. */
const imports = [
  /^(?:import|export)\b[^'"=;]*?\sfrom\s+'([^']+)'/gm,
  /^import\s+'([^']+)'/gm,
  /\bimport\(\s*'([^']+)'\s*\)/g,
]

/** What a file imports, in any way that TypeScript knows. */
export function importsOf(from: string, text: string): Arrow[] {
  return imports.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, target = '']) => ({
      from,
      to: target.startsWith('.') ? normalize(join(dirname(from), target)) : target,
    })),
  )
}

export const arrowsOf = (root: string, files: readonly string[]): Arrow[] =>
  files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))

/**
 * The arrows that do not point down. `order` lists all folders of a house, the highest first. A folder may import itself
 * and what is listed below it. A folder that is not listed is an offence of its own.
 */
export function upwardArrows(order: readonly string[], arrows: readonly Arrow[]): string[] {
  const house = order.at(0)?.split('/')[0] ?? ''
  const inside = (path: string) => path.startsWith(`${house}/`)
  const place = (path: string) => order.indexOf(dirname(path))
  return arrows
    .filter(({ from, to }) => inside(from) && inside(to))
    .filter(({ from, to }) => place(from) === -1 || place(to) === -1 || place(from) > place(to))
    .map(({ from, to }) => `${from} → ${to}`)
}

/** The files from which some way of arrows leads back to themselves. */
export function fileCircles(arrows: readonly Arrow[]): string[] {
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
