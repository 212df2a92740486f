import { isOfDarkRoom } from '../../wire/ids.ts'

/**
 * Looks for accounts beside aliases, in everything that a relay tells a device and in everything that a device keeps.
 * The people of a run also talk under their names, so only the parts about dark rooms are searched.
 */
export class Masks {
  readonly faults = new Set<string>()
  #accounts: readonly string[] = []

  /** From now on these accounts must not stand beside an alias. */
  hide(accounts: readonly string[]): void {
    this.#accounts = accounts
  }

  look(where: string, text: string): void {
    if (!DARK.test(text) || !this.#accounts.some((id) => text.includes(id))) return
    for (const part of darkParts(JSON.parse(text))) {
      const told = JSON.stringify(part)
      for (const id of this.#accounts) {
        if (told.includes(id)) this.faults.add(`${where} names the account ${id}: ${told}`)
      }
    }
  }
}

/** The same mark as in `wire/ids.ts`, anywhere in a text. A search for it is faster than reading the JSON. */
const DARK = /-8da2-/

/** The largest parts of a value that are about a dark room: objects and lists that hold an id of it, and what stands under it. */
function darkParts(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (Object.values(value).some((one) => typeof one === 'string' && isOfDarkRoom(one))) {
    return [value]
  }
  return Object.entries(value).flatMap(([key, one]) => (isOfDarkRoom(key) ? [one] : darkParts(one)))
}
