import { expect, test } from 'vitest'
import { AddressError, readDatabaseAddress, type TlsPolicy } from './address.ts'

function faultOf(url: string, policy?: TlsPolicy): string {
  try {
    readDatabaseAddress(url, policy)
  } catch (error) {
    expect(error).toBeInstanceOf(AddressError)
    return (error as Error).message
  }
  throw new Error('the address was accepted')
}

test('an address is read completely', () => {
  expect(readDatabaseAddress('postgresql://user.ref:p%40%2F%23%3F:@[::1]:6543/app')).toEqual({
    user: 'user.ref',
    password: 'p@/#?:',
    host: '::1',
    port: 6543,
    database: 'app',
    tls: null,
  })
  expect(readDatabaseAddress('postgres://127.0.0.1')).toMatchObject({
    user: 'postgres',
    port: 5432,
    database: 'postgres',
  })
  expect(readDatabaseAddress('postgres://u@%2Fvar%2Frun%2Fpostgresql/app')).toMatchObject({
    host: '/var/run/postgresql',
    tls: null,
  })
})

test.each(['@', '/', '#', '?', '1/2', '1#2', '1?2', 'a@b/c'])(
  'an unencoded password with %s is named as the fault, without any piece of it',
  (sign) => {
    for (const url of [
      `postgresql://user:sec${sign}ret@db.example.org:5432/app`,
      `postgresql://user:12${sign}sec@db.example.org/app?sslmode=require`,
    ]) {
      const fault = faultOf(url)
      expect(fault).toContain('not percent-encoded')
      expect(fault).not.toMatch(/sec|ret\b|user:1|example|app/)
    }
  },
)

test.each([
  ['postgresql://u:100%@db.example.org/app', 'write %25'],
  ['mysql://u:secret@db.example.org/app', 'must start with postgresql://'],
  ['postgresql://u:secret@one.example,two.example/app', 'one host'],
  ['postgresql://u:secret@db.example.org:99999/app', 'port above 65535'],
  ['postgresql://u:secret@db.example.org/app?options=-c%20x', 'a parameter other than'],
  ['postgresql://u:secret@db.example.org/app?sslmode=maybe', 'an sslmode that is none of'],
  ['postgresql://u:secret@db.example.org/app?sslrootcert=/no/such', 'sslrootcert that cannot'],
])('%s is refused, and the message holds no piece of it', (url, reason) => {
  const fault = faultOf(url)
  expect(fault).toContain(reason)
  expect(fault).not.toMatch(/secret|example|such|maybe/)
})

const far = 'postgresql://u:p@db.example.org/app'
const near = 'postgresql://u:p@127.0.0.1/app'

test.each([
  [far, { verifiesChain: true, verifiesName: true }],
  [`${far}?sslmode=require`, { verifiesChain: true, verifiesName: true }],
  [`${far}?sslmode=verify-ca`, { verifiesChain: true, verifiesName: false }],
  [`${far}?sslmode=verify-full&sslrootcert=system`, { verifiesChain: true, verifiesName: true }],
  [`${near}?sslmode=verify-full`, { verifiesChain: true, verifiesName: true }],
])('%s is verified', (url, tls) => {
  expect(readDatabaseAddress(url).tls).toEqual({ ...tls, authority: null })
})

test.each(['disable', 'allow', 'prefer'])(
  'sslmode=%s is refused beyond this machine unless a setting allows it',
  (mode) => {
    expect(faultOf(`${far}?sslmode=${mode}`)).toContain('PARLEY_DATABASE_TLS=plaintext')
    expect(readDatabaseAddress(`${far}?sslmode=${mode}`, 'plaintext').tls).toBe(null)
    expect(readDatabaseAddress(`${near}?sslmode=${mode}`).tls).toBe(null)
  },
)

test('a setting turns verification off, except where the address demands it', () => {
  expect(readDatabaseAddress(far, 'unverified').tls).toMatchObject({ verifiesChain: false })
  expect(readDatabaseAddress(`${far}?sslmode=verify-full`, 'unverified').tls).toMatchObject({
    verifiesChain: true,
    verifiesName: true,
  })
})
