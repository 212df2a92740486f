import { expect, test } from 'vitest'
import { isLoopback, loopbackAliases, readOrigin } from './origins.ts'

test.each([
  ['https://chat.example.org', 'https://chat.example.org'],
  ['https://chat.example.org/', 'https://chat.example.org'],
  ['http://localhost:8002', 'http://localhost:8002'],
  ['https://chat.example.org/app', null],
  ['https://ada@chat.example.org', null],
  ['ftp://chat.example.org', null],
  ['*', null],
  ['', null],
])('reads %j as the origin %j', (text, expected) => {
  expect(readOrigin(text)).toBe(expected)
})

test('a loopback origin has the other names of this machine, another host has none', () => {
  expect(loopbackAliases('http://localhost:8002')).toEqual([
    'http://localhost:8002',
    'http://127.0.0.1:8002',
    'http://[::1]:8002',
  ])
  expect(loopbackAliases('https://chat.example.org')).toEqual(['https://chat.example.org'])
  expect(isLoopback('http://localhost.example.org')).toBe(false)
})
