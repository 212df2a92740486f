import { expect, test } from 'vitest'
import { attachedFile } from '../../wire/files.ts'
import { barsOf, fromBase64, loudnessOf, toBase64 } from './waveform.ts'

test('silence has no loudness, and a shout has all of it', () => {
  expect(loudnessOf(new Uint8Array(8).fill(128))).toBe(0)
  expect(loudnessOf(new Uint8Array([0, 255, 0, 255]))).toBe(255)
})

test('each bar is the loudest moment of its share', () => {
  expect(barsOf([1, 9, 2, 3], 2)).toEqual([9, 3])
  // A recording with fewer moments than bars is stretched.
  expect(barsOf([5, 7], 4)).toEqual([5, 5, 7, 7])
  expect(barsOf([], 2)).toEqual([0, 0])
})

test('a waveform survives the way over the wire, which accepts its length', () => {
  const bars = barsOf(Array.from({ length: 300 }, (_, n) => n % 256))
  const waveform = toBase64(bars)
  expect(fromBase64(waveform)).toEqual(bars)
  const file = { id: crypto.randomUUID(), voice: { duration_ms: 1, waveform } }
  expect(attachedFile.safeParse(file).success).toBe(true)
  expect(fromBase64(null)).toEqual(Array(64).fill(0))
})
