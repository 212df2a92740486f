/** Fails with the differences. */
export function requireSame(what: string, mine: unknown, theirs: unknown): void {
  const found = differences(mine, theirs)
  if (found.length > 0) throw new Error(`${what} differ:\n${found.join('\n')}`)
}

/**
 * The paths at which two values differ, because two whole views are hard to compare. The number of paths is limited.
 */
function differences(mine: unknown, theirs: unknown, path = '', found: string[] = []): string[] {
  if (Object.is(mine, theirs) || found.length >= MOST) return found
  if (isParted(mine) && isParted(theirs)) {
    for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      differences(mine[key], theirs[key], path === '' ? key : `${path}.${key}`, found)
    }
    return found
  }
  found.push(`${path}: ${JSON.stringify(mine)} and not ${JSON.stringify(theirs)}`)
  return found
}

const MOST = 20

const isParted = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
