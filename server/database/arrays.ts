import type postgres from 'postgres'

/**
 * The types of arrays, by their fixed numbers in `pg_type`: of `bool`, `smallint`, `int`, `bigint`, `text`, `float8` and
 * `uuid`.
 *
 * The driver (3.4.9) would ask each new connection for all types of arrays. When the connection is lost meanwhile, that
 * ends the process: nobody catches the failure of this query.
 */
export const arrayTypes: Record<string, postgres.PostgresType> = {
  booleans: arrayOf(1000, (text) => text === 't'),
  smallints: arrayOf(1005, Number),
  ints: arrayOf(1007, Number),
  bigints: arrayOf(1016, Number),
  texts: arrayOf(1009, String),
  floats: arrayOf(1022, Number),
  uuids: arrayOf(2951, String),
}

function arrayOf(type: number, elementOf: (text: string) => unknown): postgres.PostgresType {
  return { to: type, from: [type], serialize, parse: (text: string) => parse(text, elementOf) }
}

type Element = string | number | bigint | boolean | null

/**
 * An array of one dimension: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 * @throws TypeError for every other element. The types let one through where a value comes from outside, and its text,
 * such as "undefined", would be stored.
 */
function serialize(values: readonly Element[]): string {
  return `{${values.map(elementText).join(',')}}`
}

function elementText(value: Element): string {
  if (value === null) return 'null'
  if (!['string', 'number', 'bigint', 'boolean'].includes(typeof value)) {
    throw new TypeError(`An array for the database cannot hold ${typeof value}.`)
  }
  return `"${String(value).replace(/["\\]/g, '\\$&')}"`
}

/** An element is quoted, with a backslash before each quote and backslash in it, or it holds none of `",{}\`. */
const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^",{}\\]+)/gs

function parse(text: string, elementOf: (text: string) => unknown): unknown[] {
  return Array.from(text.matchAll(ELEMENT), ([, quoted, plain]) => {
    if (quoted !== undefined) return elementOf(quoted.replace(/\\(.)/gs, '$1'))
    return plain === undefined || plain === 'NULL' ? null : elementOf(plain)
  })
}
