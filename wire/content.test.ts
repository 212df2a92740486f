import { expect, test } from 'vitest'
import { bodyOf, contentOf, type ContentFields } from './content.ts'

const written: ContentFields = {
  kind: 'text',
  body: 'hello',
  event: null,
  deleted_at: null,
  expires_at: null,
}
const line: ContentFields = {
  kind: 'system',
  body: '',
  event: { type: 'left' },
  deleted_at: null,
  expires_at: null,
}

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

test('a message that was deleted at its end has expired', () => {
  const end = '2026-01-01T00:00:00.000Z'
  const expired = { ...written, body: '', deleted_at: end, expires_at: end }
  expect(contentOf(expired)).toEqual({ kind: 'expired' })
  expect(bodyOf(contentOf(expired))).toBeNull()
  const earlier = { ...expired, deleted_at: '2025-12-31T00:00:00.000Z' }
  expect(contentOf(earlier)).toEqual({ kind: 'deleted' })
})
