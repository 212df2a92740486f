import type { Participant } from '../../wire/conversations.ts'
import type { DeliveryState } from './entries.ts'

type Marks = Pick<Participant, 'last_read_seq' | 'last_delivered_seq'>

export interface Readers {
  /** How many of the others have read up to this message. */
  count(seq: number): number
  stateOf(seq: number): DeliveryState
}

/** Sorted once, so that a group of a thousand costs each message a few steps and not a thousand. */
export function readersOf(others: readonly Marks[]): Readers {
  const reads = others.map((other) => other.last_read_seq).sort((a, b) => a - b)
  const delivered = Math.min(...others.map((other) => other.last_delivered_seq))

  function count(seq: number): number {
    let low = 0
    let high = reads.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((reads[middle] ?? 0) < seq) low = middle + 1
      else high = middle
    }
    return reads.length - low
  }

  return {
    count,
    stateOf(seq) {
      if (reads.length === 0) return 'sent'
      const read = count(seq)
      if (read === reads.length) return 'read'
      if (read > 0) return 'seen'
      return seq <= delivered ? 'delivered' : 'sent'
    },
  }
}
