import postgres from 'postgres'
import { expect, test } from 'vitest'
import { perName } from './fragments.ts'

// It never connects: no query runs.
const sql = postgres({ host: 'nowhere' })

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
