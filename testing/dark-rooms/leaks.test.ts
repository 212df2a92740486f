import { expect, test } from 'vitest'
import { isOrderOfIds, namedAccounts, sharedValues, type Secret } from './leaks.ts'

const ada: Secret = {
  names: ['ada-account', 'ada@example.com'],
  aliases: ['alias-a-1', 'alias-a-2'],
}
const ben: Secret = { names: ['ben-account'], aliases: ['alias-b-1', 'alias-b-2'] }
const secrets = [ada, ben]
const message = (alias: string, change: object = {}) => ({
  where: 'message:new',
  value: { messages: [{ sender_id: alias, body: 'something that all write', ...change }] },
})
const clean = [...ada.aliases, ...ben.aliases].map((alias) => message(alias))

test('what says nothing is no leak', () => {
  expect(namedAccounts(clean, secrets)).toEqual([])
  expect(sharedValues(clean, secrets)).toEqual([])
})

test.each([
  ['the account of a sender in an event', message('ada-account')],
  ['an e-mail address in a header', { where: 'header', value: { from: 'ada@example.com' } }],
])('finds %s', (_, leak) => {
  expect(namedAccounts([...clean, leak], secrets)).toHaveLength(1)
})

test.each([
  ['a client_id that is used twice', { client_id: 'a5a5a5a5-once-more' }],
  ['a picture that is made of the account', { avatar_url: '/pictures/hash-of-ada' }],
  ['a time of joining that is the same on both sides', { joined_at: '2026-11-27T01:02:03.456Z' }],
])('finds %s', (_, change) => {
  const leaks = ada.aliases.map((alias) => message(alias, change))
  expect(sharedValues([...clean, ...leaks], secrets)).toHaveLength(1)
})

test('finds an order that is not the one of the ids', () => {
  expect([isOrderOfIds(['a', 'b', 'c']), isOrderOfIds(['a', 'c', 'b'])]).toEqual([true, false])
})
