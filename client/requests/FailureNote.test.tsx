// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { failureOf } from './failure.ts'
import { FailureNote } from './FailureNote.tsx'
import { RequestError } from './request-error.ts'

afterEach(cleanup)

const noteOf = (error: unknown) => {
  render(<FailureNote failure={failureOf(error)} />)
  return screen.getByRole('alert').querySelector('[aria-hidden]')?.textContent
}

test.each([
  [45, '45 s'],
  [60, '1 min 0 s'],
  [3_599, '59 min 59 s'],
  [48_000, '13 h 20 min'],
])('an account that is too new reads in how much time it may: %i s', (retryAfter, left) => {
  expect(noteOf(new RequestError('new_account', { retryAfter }))).toBe(
    `Your account is new. Try again in ${left}.`,
  )
})

test('a rate limit of an hour is told in hours', () => {
  expect(noteOf(new RequestError('rate_limited', { retryAfter: 3_600 }))).toBe(
    'Too many tries. Wait 1 h 0 min.',
  )
})

test('a refusal without a time says why', () => {
  render(<FailureNote failure={failureOf(new RequestError('new_account'))} />)
  expect(screen.getByRole('alert').textContent).toBe('Your account is new. Try again tomorrow.')
})
