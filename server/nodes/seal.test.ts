import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSeal, isFromLongAgo, NODE_ID_BYTES } from './seal.ts'

const key = randomBytes(32)
const nodeId = randomBytes(NODE_ID_BYTES)
const text = '0\n["toUser"]\n{"body":"héllo"}'

test('a batch is read with the same key, and shows nothing without it', () => {
  const batch = createSeal(key).close(nodeId, text)
  expect(createSeal(key).open(batch)).toBe(text)
  expect(batch.toString('latin1')).not.toContain('body')
  expect(createSeal(randomBytes(32)).open(batch)).toBeNull()
})

test('a batch that was changed anywhere, or is cut short, is not read', () => {
  const batch = createSeal(key).close(nodeId, text)
  for (let at = 0; at < batch.length; at++) {
    const changed = Buffer.from(batch)
    changed[at] = changed[at]! ^ 1
    expect(createSeal(key).open(changed), `byte ${at}`).toBeNull()
  }
  for (const length of [0, NODE_ID_BYTES, 35]) {
    expect(createSeal(key).open(batch.subarray(0, length))).toBeNull()
  }
})

test('a batch of an hour ago is from long ago, and one of an older relay names no time', () => {
  const batch = createSeal(key).close(nodeId, text)
  expect(isFromLongAgo(batch)).toBe(false)
  expect(isFromLongAgo(batch, Date.now() + 3_599_000)).toBe(false)
  expect(isFromLongAgo(batch, Date.now() + 3_601_000)).toBe(true)
  for (const byte of [0, 255]) {
    const older = Buffer.from(batch).fill(byte, NODE_ID_BYTES, NODE_ID_BYTES + 12)
    expect(isFromLongAgo(older, Date.now() + 3_601_000)).toBe(false)
  }
  expect(isFromLongAgo(Buffer.alloc(3))).toBe(false)
})
