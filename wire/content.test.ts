import { expect, test } from 'vitest'
import { bodyOf, contentOf, type ContentFields } from './content.ts'

const written: ContentFields = { kind: 'text', body: 'hello', event: null, deleted_at: null }
const line: ContentFields = { kind: 'system', body: '', event: { type: 'left' }, deleted_at: null }

test('a written message has a body', () => {
  expect(contentOf(written)).toEqual({ kind: 'text', body: 'hello' })
  expect(bodyOf(contentOf(written))).toBe('hello')
})

test('a system line has an event and no body', () => {
  expect(contentOf(line)).toEqual({ kind: 'system', event: { type: 'left' } })
  expect(bodyOf(contentOf(line))).toBeNull()
})

test('a deleted message of either kind has neither', () => {
  const deleted_at = '2026-01-01T00:00:00.000Z'
  for (const message of [written, line]) {
    expect(contentOf({ ...message, deleted_at })).toEqual({ kind: 'deleted' })
    expect(bodyOf(contentOf({ ...message, deleted_at }))).toBeNull()
  }
})
