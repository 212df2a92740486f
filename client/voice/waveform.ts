import { WAVEFORM_BYTES } from '../../wire/limits.ts'

/** Speech is rarely louder than this, of 1. The bars of a quiet voice would otherwise be flat. */
const LOUD = 0.35

/** The loudness of a moment, from 0 to 255. The samples lie around 128, as `getByteTimeDomainData` gives them. */
export function loudnessOf(samples: Uint8Array): number {
  const squares = samples.reduce((sum, sample) => sum + ((sample - 128) / 128) ** 2, 0)
  const loudness = Math.sqrt(squares / Math.max(1, samples.length))
  return Math.round(Math.min(1, loudness / LOUD) * 255)
}

/** The bars of a waveform. Each is the loudest moment of its share of the recording. */
export function barsOf(levels: readonly number[], count = WAVEFORM_BYTES): number[] {
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * levels.length) / count)
    const to = Math.max(from + 1, Math.floor(((bar + 1) * levels.length) / count))
    return Math.max(0, ...levels.slice(from, to))
  })
}

export const toBase64 = (bars: readonly number[]): string => btoa(String.fromCharCode(...bars))

/** An unknown waveform is flat: the message can be played all the same. */
export function fromBase64(waveform: string | null): number[] {
  const bytes = waveform === null ? '' : atob(waveform)
  return Array.from({ length: WAVEFORM_BYTES }, (_, bar) => bytes.codePointAt(bar) ?? 0)
}
