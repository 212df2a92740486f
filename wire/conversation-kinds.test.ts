import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { sourceFiles } from '../testing/source-files.ts'
import { capabilitiesOf, conversationKinds, kindsWith } from './conversation-kinds.ts'

test.each(conversationKinds)('in a %s without roles nobody can add people', (kind) => {
  const { hasRoles, whoMayAdd } = capabilitiesOf(kind)
  expect(hasRoles || whoMayAdd === 'nobody').toBe(true)
})

test.each(conversationKinds)('a %s with presence shows accounts, never aliases', (kind) => {
  const { hasPresence, identity } = capabilitiesOf(kind)
  expect(!hasPresence || identity === 'person').toBe(true)
})

test('kinds are found by their capabilities', () => {
  expect(kindsWith(({ isPair }) => isPair)).toEqual(['DIRECT', 'POST_LINKED'])
  expect(kindsWith(({ identity }) => identity === 'alias')).toEqual(['DARK_ROOM'])
})

describe('no code asks for a kind by its name', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const shipped = sourceFiles(['wire', 'client', 'server']).filter(
    (file) => !/\.test\.tsx?$/.test(file) && file !== 'wire/conversation-kinds.ts',
  )
  const names = conversationKinds.join('|')
  const comparison = new RegExp(
    `(=|<>|\\bwhen|\\bcase|\\bin \\()\\s*'(${names})'|'(${names})'\\s*(=|!|<>)`,
  )

  test('in wire, client and server', () => {
    const found = shipped.filter((file) => comparison.test(readFileSync(`${root}/${file}`, 'utf8')))
    expect(found).toEqual([])
  })

  test('and the search finds a comparison', () => {
    for (const line of [
      `kind === 'DIRECT'`,
      `c.kind <> 'DARK_ROOM'`,
      `when 'GROUP' then`,
      `'GROUP' === kind`,
    ]) {
      expect(line).toMatch(comparison)
    }
    expect(`{ kind: 'DIRECT' }`).not.toMatch(comparison)
  })
})
