import { expect, test } from 'vitest'
import { DatabaseUnreachable, isPassingFault, QueryDeadline } from './faults.ts'

const withCode = (code: string) => Object.assign(new Error('a fault'), { code })

test.each([
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EPIPE',
  'EMFILE',
  'EADDRNOTAVAIL',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  '08000',
  '08006',
  '08P01',
  '25006',
  '25P03',
  '25P04',
  '40001',
  '40P01',
  '53100',
  '53300',
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '58030',
  'XX000',
])('%s passes', (code) => {
  expect(isPassingFault(withCode(code))).toBe(true)
})

test('a failed connection is a passing fault, whatever the cause', () => {
  for (const code of ['28P01', '3D000', 'SELF_SIGNED_CERT_IN_CHAIN', '']) {
    expect(isPassingFault(new DatabaseUnreachable(code))).toBe(true)
  }
  expect(isPassingFault(new QueryDeadline())).toBe(true)
})

test.each(['22021', '23505', '23514', '42703', '42P01', '42501', 'P0001', 'ERR_INVALID_ARG_TYPE'])(
  '%s is an internal fault',
  (code) => {
    expect(isPassingFault(withCode(code))).toBe(false)
  },
)

test('an error that is not of the database is no passing fault', () => {
  for (const fault of [
    new Error('a fault'),
    new TypeError('x'),
    null,
    undefined,
    'ECONNRESET',
    { code: 57 },
  ])
    expect(isPassingFault(fault)).toBe(false)
})

test('no reason contains an address', () => {
  for (const code of ['ENOTFOUND', '28P01', 'SILENT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ODD'])
    expect(new DatabaseUnreachable(code).message).toMatch(
      /^The database cannot be used: .+ \(\w+\)\.$/,
    )
})
