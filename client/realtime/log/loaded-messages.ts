import type { Message } from '../../../wire/messages.ts'
import { mergeMessages, type Loaded } from './merge.ts'

/** The messages that this tab holds, of a conversation or of a thread. */
export interface Held {
  readonly part: Part
  /** What came since a page far from here was asked for, which will take the place of what is loaded. */
  readonly jump: readonly Message[] | null
}

/** Not wanted, asked for (keeping what changes meanwhile), or there. */
export type Part =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly arrivals: readonly Message[] }
  | ({ readonly kind: 'loaded' } & Loaded)

export function updatePart<T extends Held>(held: T, change: (part: Loaded) => Loaded): T {
  return held.part.kind === 'loaded'
    ? { ...held, part: { kind: 'loaded', ...change(held.part) } }
    : held
}

/** Puts in what came, here and where a page is on its way. */
export function takeIn<T extends Held>(
  held: T,
  arrivals: readonly Message[],
  complete: boolean,
): T {
  const { part, jump } = held
  const next =
    arrivals.length > 0 && jump !== null ? { ...held, jump: [...jump, ...arrivals] } : held
  if (part.kind === 'none' || (arrivals.length === 0 && !complete)) return next
  if (part.kind === 'loading') {
    return { ...next, part: { ...part, arrivals: [...part.arrivals, ...arrivals] } }
  }
  return updatePart(next, (now) => mergeMessages(now, arrivals, { complete }))
}
