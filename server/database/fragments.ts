import type { PendingQuery, Row } from 'postgres'
import type { Sql } from './client.ts'

export type Fragment = PendingQuery<Row[]>

/**
 * A fragment that depends only on names from our code, such as aliases, and on constants. It is plain text, made once for
 * each combination of names. A conversation consists of more than a hundred fragments and a dozen constants. To join
 * them for each request would cost the relay a tenth of the whole request. The text never contains input: see
 * `literal`.
 */
export function perName<Names extends readonly string[]>(
  make: (sql: Sql, ...names: Names) => Fragment,
): (sql: Sql, ...names: Names) => Fragment {
  const known = new Map<string, { text: Text; fragment?: Fragment }>()
  return (sql, ...names) => {
    const key = names.join()
    let made = known.get(key)
    if (made === undefined) {
      made = { text: make(asSql, ...names) as unknown as Text }
      known.set(key, made)
    }
    if (sql === asSql) return made.text as unknown as Fragment
    // A fragment never runs, so that it may outlive the transaction that made it.
    made.fragment ??= sql.unsafe(made.text.value)
    return made.fragment
  }
}

class Text {
  readonly value: string
  constructor(value: string) {
    this.value = value
  }
}

/** Takes the place of the driver while a fragment is made: `sql(name)` is a name, and a template is text. */
const asSql = ((first: string | TemplateStringsArray, ...values: unknown[]) =>
  new Text(
    typeof first === 'string'
      ? `"${first.replaceAll('"', '""').replaceAll('.', '"."')}"`
      : first.map(onOneLine).reduce((text, part, i) => text + literal(values[i - 1]) + part),
  )) as unknown as Sql

/** The relay and PostgreSQL read the whole text at each request, also the spaces before its lines. */
const onOneLine = (part: string) => part.replace(/\n\s*/g, ' ')

/** Only numbers and lists of words are constants here. Whatever comes from a person is a parameter of the query. */
function literal(value: unknown): string {
  if (value instanceof Text) return value.value
  if (Number.isSafeInteger(value)) return String(value)
  if (Array.isArray(value) && value.every(isWord)) return `'{${value.join()}}'`
  throw new TypeError('A fragment that is made once takes names, whole numbers and lists of words.')
}

const isWord = (value: unknown) => typeof value === 'string' && /^\w+$/.test(value)
