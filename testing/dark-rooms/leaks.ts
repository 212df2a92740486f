/** The truth that nobody but the relay may know: which aliases belong to one account. */
export interface Secret {
  /** Everything that names the account: id, e-mail address, username, name. */
  names: readonly string[]
  /** Its alias in each room. */
  aliases: readonly string[]
}

/** One thing that somebody can see, and where. It is an answer, an event, a row, a header or a line. */
export interface Seen {
  where: string
  value: unknown
}

const parts = (value: unknown): unknown[] =>
  Array.isArray(value)
    ? value.flatMap(parts)
    : typeof value === 'object' && value !== null
      ? [value, ...Object.values(value).flatMap(parts)]
      : []

/** The texts of an object itself and of what is in it. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}

/** Ways from an alias to an account: something that a stranger sees names an account. */
export function namedAccounts(seen: readonly Seen[], secrets: readonly Secret[]): string[] {
  return seen.flatMap(({ where, value }) => {
    const text = JSON.stringify(value)
    return secrets
      .flatMap(({ names }) => names)
      .filter((name) => text.includes(name))
      .map((name) => `${where} names ${name}`)
  })
}

/** Values shorter than this say too little to connect anything, such as a role or a kind. */
const TELLING = 9

/**
 * Ways from an alias to another alias of the same account: a value that stands beside both, and beside no alias of
 * anybody else. Objects are compared that hold one alias. `common` are values that say nothing, such as a body.
 */
export function sharedValues(
  seen: readonly Seen[],
  secrets: readonly Secret[],
  common: ReadonlySet<string> = new Set(),
): string[] {
  const aliases = secrets.flatMap((secret) => secret.aliases)
  const beside = new Map<string, Set<string>>(aliases.map((alias) => [alias, new Set()]))
  for (const one of seen.flatMap(({ value }) => parts(value))) {
    const texts = textsOf(one)
    const here = aliases.filter((alias) => texts.includes(alias))
    if (here.length !== 1) continue
    for (const text of texts) {
      if (text.length >= TELLING && !common.has(text)) beside.get(here[0]!)!.add(text)
    }
  }
  return secrets.flatMap((secret) => {
    const foreign = new Set(
      aliases
        .filter((alias) => !secret.aliases.includes(alias))
        .flatMap((alias) => [...beside.get(alias)!]),
    )
    const [first, ...others] = secret.aliases.map((alias) => beside.get(alias)!)
    return [...first!]
      .filter((text) => others.some((other) => other.has(text)) && !foreign.has(text))
      .map((text) => `${text} stands beside ${secret.aliases.join(' and ')}`)
  })
}

/**
 * Ways through an order: the aliases of the people stand in the same order in two rooms. With four people, chance does
 * this once in 24 times, so the order must also be that of the random ids.
 */
export function isOrderOfIds(ids: readonly string[]): boolean {
  return ids.every((id, n) => n === 0 || ids[n - 1]! < id)
}
