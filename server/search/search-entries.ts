import { setImmediate as turnOfOthers } from 'node:timers/promises'
import { z } from 'zod'
import { indexedTerms } from './searched-text.ts'

/**
 * The relay indexes this many characters, and then does its other work first. They take less than a millisecond. When
 * it indexed a whole batch, every message that came meanwhile waited for 20 ms.
 */
const SLICE_CHARACTERS = 2_000

/** A message of the queue of the search. */
export const queuedMessage = z.object({
  id: z.string(),
  body: z.string(),
  edited_at: z.string().nullable(),
  file_names: z.string().nullable(),
  file_kinds: z.array(z.string().nullable()).nullable(),
})
type QueuedMessage = z.infer<typeof queuedMessage>

interface SearchEntry {
  id: string
  edited: string | null
  /** Separated by spaces. */
  terms: string
}

/**
 * The entries of the messages that have any term.
 * @param mentioned the names that a message mentions people by, by the id of the message
 */
export async function entriesOf(
  messages: readonly QueuedMessage[],
  mentioned: ReadonlyMap<string, readonly string[]>,
): Promise<SearchEntry[]> {
  const entries: SearchEntry[] = []
  let left = SLICE_CHARACTERS
  for (const { id, body, edited_at: edited, file_names: names, file_kinds: kinds } of messages) {
    if (left <= 0) {
      await turnOfOthers()
      left = SLICE_CHARACTERS
    }
    left -= body.length + (names?.length ?? 0)
    const terms = indexedTerms(body, mentioned.get(id) ?? [], { names, kinds: kinds ?? [] }).join(
      ' ',
    )
    if (terms !== '') entries.push({ id, edited, terms })
  }
  return entries
}
