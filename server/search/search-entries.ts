import { setImmediate as turnOfOthers } from 'node:timers/promises'
import { z } from 'zod'
import { indexedTerms } from './searched-text.ts'

/**
 * The relay cuts texts for so long, and then does its other work first. When it cut a whole batch, every message that came
 * meanwhile waited for 20 ms. Characters tell little: those of Markdown take ten times as long as those of plain English.
 */
const SLICE_MILLISECONDS = 2

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
 * @param now the time in milliseconds
 */
export async function entriesOf(
  messages: readonly QueuedMessage[],
  mentioned: ReadonlyMap<string, readonly string[]>,
  now = () => performance.now(),
): Promise<SearchEntry[]> {
  const entries: SearchEntry[] = []
  let end = now() + SLICE_MILLISECONDS
  for (const { id, body, edited_at: edited, file_names: names, file_kinds: kinds } of messages) {
    if (now() >= end) {
      await turnOfOthers()
      end = now() + SLICE_MILLISECONDS
    }
    const terms = indexedTerms(body, mentioned.get(id) ?? [], { names, kinds: kinds ?? [] }).join(
      ' ',
    )
    if (terms !== '') entries.push({ id, edited, terms })
  }
  return entries
}
