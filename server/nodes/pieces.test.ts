import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createPieces, split } from './pieces.ts'

function collect() {
  const batches: Buffer[] = []
  return { batches, pieces: createPieces((batch) => batches.push(batch)) }
}

test('a batch of any size comes whole through notices that the database takes', () => {
  const { batches, pieces } = collect()
  const sizes = [36, 5_800, 5_900, 6_000, 50_000]
  const sent = sizes.map((size) => randomBytes(size))
  const notices = sent.flatMap(split)
  for (const notice of notices) {
    expect(Buffer.byteLength(notice)).toBeLessThan(8_000)
    pieces.take(notice)
  }
  expect(notices.length).toBeGreaterThan(sizes.length)
  expect(batches.map(String)).toEqual(sent.map(String))
})

test('a batch with a lost piece is lost, and the next one is not', () => {
  const { batches, pieces } = collect()
  const [lost, next] = [randomBytes(30_000), randomBytes(30_000)]
  next.copy(lost, 0, 0, 8)
  const notices = [...split(lost).filter((_, at) => at !== 1), ...split(next)]
  for (const notice of notices) pieces.take(notice)
  expect(batches.map(String)).toEqual([String(next)])
  pieces.take('garbage')
  pieces.take(`${'0'.repeat(16)} 0 999999999 x`)
})
