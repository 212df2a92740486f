import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Words that meant several things in this code, and what to say instead. `docs/glossary.md` has the words in use. */
const instead: ReadonlyMap<string, string> = new Map([
  ['admit', 'joinRoom, createAdmission'],
  ['arrivals', 'notifications, announcements or incoming'],
  ['companion', 'participant or counterpart'],
  ['expel', 'leaveRoom'],
  ['held', 'loaded, buffered, locked or previous'],
  ['retold', 'metadataStaleFrom'],
  ['seat', 'participant'],
  ['seats', 'participants'],
])

/** The browser's own name: `navigator.locks.query()` answers with `held`. */
const ofTheBrowser = /\?\.held\b/g
/** A migration that was released is never edited. The two other files list the words. */
const exceptions = /^supabase\/migrations\/|^docs\/glossary\.md$|^testing\/words\.test\.ts$/

const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.sql', '*.md', '*.css', '*.sh'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && !exceptions.test(path) && existsSync(join(root, path)))

/** The words of prose, and those that a name such as `isHeld`, `held_post` or `HELD_MS` is made of. */
const wordsOf = (text: string): string[] =>
  text.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu)?.map((word) => word.toLowerCase()) ?? []

const offences = (path: string, text: string): string[] =>
  text.split('\n').flatMap((line, index) =>
    wordsOf(line.replace(ofTheBrowser, ''))
      .filter((word) => instead.has(word))
      .map((word) => `${path}:${index + 1}: "${word}", say ${instead.get(word)}`),
  )

test('words of several meanings stay out, in names, comments, tests and papers', () => {
  expect(files.length).toBeGreaterThan(1000)
  const found = files.flatMap((path) => [
    ...offences(path, path),
    ...offences(path, readFileSync(join(root, path), 'utf8')),
  ])
  expect(found).toEqual([])
})

test.each([
  ['const isHeld = true', 'held'],
  ["type Kind = 'held_post'", 'held'],
  ['const HELD_MS = 3', 'held'],
  ['// The lock is held.', 'held'],
  ['const held = locks.query()', 'held'],
  ['createArrivals()', 'arrivals'],
  ['function admit(socket)', 'admit'],
  ['/** The seats of a group. */', 'seats'],
])('%j is found', (line, word) =>
  expect(offences('planted.ts', line)).toEqual([
    `planted.ts:1: "${word}", say ${instead.get(word)}`,
  ]),
)

test.each([
  'const { list } = locks?.held ?? []',
  'upheld, admitted, heldenhaft',
  'a place, a role',
])('%j is not', (line) => expect(offences('planted.ts', line)).toEqual([]))
