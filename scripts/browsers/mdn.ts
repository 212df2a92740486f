import data, { type Identifier, type SimpleSupportStatement } from '@mdn/browser-compat-data'
import { supportedBrowsers } from './supported.ts'

export const tables = data
const browsers = supportedBrowsers()

/** One row of MDN's tables, such as `api.URL.parse_static`. Undefined where MDN has none. */
export function rowOf(table: Identifier | undefined, ...path: string[]): Identifier | undefined {
  let row = table
  for (const name of path)
    row = row !== undefined && Object.hasOwn(row, name) ? row[name] : undefined
  return row
}

/** The supported browsers that do not have the feature of this row. Without a row nothing is known: no browser is named. */
export function lackedBy(row: Identifier | undefined): string[] {
  const support = row?.['__compat']?.support
  if (support === undefined) return []
  return browsers
    .filter(({ mdn, version }) => {
      const told = support[mdn]
      return told !== undefined && ![told].flat().some((one) => hasIt(one, version))
    })
    .map(({ mdn, version }) => `${mdn} ${version}`)
}

/** A feature behind a switch or under another name is not there. */
function hasIt(told: SimpleSupportStatement, version: number): boolean {
  const { version_added: added, version_removed: removed, flags, prefix, alternative_name } = told
  if (flags || prefix || alternative_name || typeof added !== 'string') return false
  if (added === 'preview' || Number.parseFloat(added.replace('≤', '')) > version) return false
  return typeof removed !== 'string' || Number.parseFloat(removed.replace('≤', '')) > version
}
