import postgres from 'postgres'
import { expect, test } from 'vitest'
import { perName } from './fragments.ts'

// It never connects: no query runs.
const sql = postgres({ host: 'nowhere' })
const textOf = (fragment: unknown) => (fragment as { strings: string[] }).strings.join('$')

test('a fragment is made once for each name', () => {
  const made: string[] = []
  const isOpen = perName((tag, alias: string) => {
    made.push(alias)
    return tag`${tag(alias)}.is_open`
  })
  expect(isOpen(sql, 'door')).toBe(isOpen(sql, 'door'))
  expect(isOpen(sql, 'door')).not.toBe(isOpen(sql, 'window'))
  expect(made).toEqual(['door', 'window'])
})

test('names in another order are other names', () => {
  const pair = perName((tag, one: string, two: string) => tag`${tag(one)}, ${tag(two)}`)
  expect(pair(sql, 'a', 'b')).not.toBe(pair(sql, 'b', 'a'))
})

test('a fragment is one text, with the names and constants in it', () => {
  const inner = perName(
    (tag, alias: string) => tag`${tag(`${alias}.kind`)} = any(${['A', 'B_C']}::text[])`,
  )
  const outer = perName(
    (tag, alias: string) => tag`select 1 where ${inner(tag, alias)} limit ${50}`,
  )
  expect(textOf(outer(sql, 'c'))).toBe(
    `select 1 where "c"."kind" = any('{A,B_C}'::text[]) limit 50`,
  )
  expect(textOf(inner(sql, 'a"b'))).toBe(`"a""b"."kind" = any('{A,B_C}'::text[])`)
})

test('a fragment is one line', () => {
  const lines = perName(
    (tag, alias: string) => tag`
    select a
    from ${tag(alias)}
  where b = 'x  y'`,
  )
  expect(textOf(lines(sql, 't'))).toBe(` select a from "t" where b = 'x  y'`)
})

test.each([["it's"], [['a', "b'c"]], [['a,b']], [0.5], [null], [undefined], [{}]])(
  'a fragment that is made once refuses the value %j',
  (value) => {
    const fragment = perName((tag) => tag`select ${value as never}`)
    expect(() => fragment(sql)).toThrow(TypeError)
  },
)
