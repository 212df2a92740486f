import type { Logger } from '../logger.ts'

/** A node that did not hear itself for so many beats is deaf. */
const DEAF_BEATS = 5

interface HearingOptions {
  log: Logger
  onHearing(): void
  /** A beat has passed, and this node is deaf. `isLong` is true at every fifth such beat. */
  onDeaf(isLong: boolean): void
}

interface Hearing {
  /** Whether this node hears itself, and so would hear others. */
  readonly isHearing: boolean
  /** Resolves when this node has heard itself once. */
  readonly begun: Promise<void>
  heardItself(): void
  /** Counts one beat. Returns whether this node is deaf. */
  beat(): boolean
}

/** Knows whether this node hears itself. While it does not, the silence of others says nothing about them. */
export function createHearing({ log, onHearing, onDeaf }: HearingOptions): Hearing {
  let isHearing = false
  let hasToldDeafness = false
  let silentBeats = 0
  let begin = (): void => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))
  return {
    begun,
    get isHearing() {
      return isHearing
    },
    heardItself() {
      silentBeats = 0
      if (isHearing) return
      isHearing = true
      if (hasToldDeafness) log.info('this node hears again')
      hasToldDeafness = false
      begin()
      onHearing()
    },
    beat() {
      silentBeats++
      if (silentBeats < DEAF_BEATS) return false
      if (!hasToldDeafness) log.warn('this node hears neither itself nor other nodes')
      hasToldDeafness = true
      isHearing = false
      onDeaf(silentBeats % DEAF_BEATS === 0)
      return true
    },
  }
}
