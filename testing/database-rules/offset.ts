import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether a template literal of this source asks the database to skip rows. */
export function usesOffset(source: string): boolean {
  const templates = source.match(/`(?:\\.|[^`\\])*`/g) ?? []
  return templates.some((text) => /\boffset\s+(?:\$\{|[1-9]|\$\d)/i.test(text))
}

/** The sources in a folder that use OFFSET for pages. Each later page would cost more. */
export function sourcesWithOffset(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => usesOffset(readFileSync(join(folder, file), 'utf8')))
}
