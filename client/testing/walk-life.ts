import type { LifeTable } from '../browser/life.ts'

/** Walks a table from its first state: the states that can be reached, and those that no event leaves. */
export function walkLife(table: LifeTable<string, string>, initial: string) {
  const reached = new Set([initial])
  for (const state of reached) {
    for (const next of Object.values(table[state] ?? {})) if (next !== undefined) reached.add(next)
  }
  const final = Object.keys(table).filter((state) => Object.keys(table[state] ?? {}).length === 0)
  return { reached: [...reached].sort(), states: Object.keys(table).sort(), final }
}
