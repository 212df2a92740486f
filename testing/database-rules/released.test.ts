import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readMigrations, readReleased, release, releaseFaults } from '../../supabase/released.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('no migration that was released was edited, removed or overtaken', () => {
  const migrations = readMigrations()
  expect(Object.keys(migrations).length).toBeGreaterThan(30)
  expect(releaseFaults(readReleased(), migrations)).toEqual([])
})

test('every tag of a version stands in supabase/released.json and in the changelog', () => {
  const tags = execFileSync('git', ['tag', '--list', 'v*.*.*'], { cwd: root, encoding: 'utf8' })
  const changelog = readFileSync(`${root}/CHANGELOG.md`, 'utf8')
  const versions = new Set([...tags.split('\n').filter(Boolean), ...Object.keys(readReleased())])
  const untold = [...versions].filter((tag) => !changelog.includes(`\n## [${tag.slice(1)}] - `))
  expect(untold).toEqual([])
  expect([...versions].filter((tag) => !(tag in readReleased()))).toEqual([])
})

test('a broken promise of a release is seen', () => {
  const released = { 'v1.0.0': { '1_a.sql': 'a', '3_c.sql': 'c' } }
  expect(releaseFaults(released, { '1_a.sql': 'a', '3_c.sql': 'c', '4_d.sql': 'd' })).toEqual([])
  expect(releaseFaults(released, { '1_a.sql': 'edited', '2_b.sql': 'b' })).toEqual([
    '1_a.sql was released in v1.0.0 and was edited',
    '3_c.sql was released in v1.0.0 and is gone',
    '2_b.sql is new, and its number is before 3_c.sql, which was released',
  ])
})

test('a release takes the migrations that no earlier one has', () => {
  const first = release('v1.0.0', {}, { '1_a.sql': 'a' })
  expect(release('v1.1.0', first, { '1_a.sql': 'a', '2_b.sql': 'b' })).toEqual({
    'v1.0.0': { '1_a.sql': 'a' },
    'v1.1.0': { '2_b.sql': 'b' },
  })
})
