import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { folderArrows, offences } from './folder-arrows.ts'
import { removeFolder, temporaryFolder } from './folders.ts'

let root: string
beforeEach(() => {
  root = temporaryFolder()
})
afterEach(() => removeFolder(root))

/** Writes files that import each other downwards: the app a feature, the feature a store, the store the database. */
function plant(files: Record<string, string>): void {
  const sound = {
    'app.ts': "import { send } from './messages/send.ts'",
    'messages/send.ts': "import { write } from './store/write.ts'\nimport { open } from 'postgres'",
    'messages/store/write.ts': "import type { Sql } from '../../database/client.ts'",
    'database/client.ts': "export { time } from './time.ts'",
    'database/time.ts': "import type { Message } from '../../wire/messages.ts'",
    'database/client.test.ts': "import { send } from '../messages/send.ts'",
  }
  for (const [name, text] of Object.entries({ ...sound, ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
}

const order = ['app', 'messages', 'messages/store', 'database']

test('arrows between folders are found, also between a folder and one inside it', () => {
  plant({})
  expect(folderArrows(root).map(({ from, to }) => `${from} → ${to}`)).toEqual([
    'app → messages',
    'messages → messages/store',
    'messages/store → database',
  ])
})

test('arrows that all point down are no offence', () => {
  plant({})
  expect(offences(root, order)).toEqual([])
})

test.each([
  ['a static import', "import {\n  send,\n  type Sent,\n} from '../messages/send.ts'"],
  ['an import for its effects', "import '../messages/send.ts'"],
  ['an import()', "export const later = () => import('../messages/send.ts')"],
  ['an import() over two lines', "export const later = () => import(\n  '../messages/send.ts'\n)"],
  ['an import type', "import type { Sent } from '../messages/send.ts'"],
  ['the import() of a type', "export type Sent = import('../messages/send.ts').Sent"],
  ['an export from', "export { send } from '../messages/send.ts'"],
  ['an export type from', "export type { Sent } from '../messages/send.ts'"],
  ['an export of everything', "export * from '../messages/send.ts'"],
])('%s that points up is named', (_, text) => {
  plant({ 'database/planted.ts': text })
  expect(offences(root, order)).toEqual(['database/planted.ts → messages/send.ts'])
})

test('an import in a comment is none', () => {
  plant({
    'database/planted.ts': "// import { send } from '../messages/send.ts'\nexport const a = 1",
  })
  expect(offences(root, order)).toEqual([])
})

test('a folder without a place in the order is named', () => {
  plant({ 'files/store.ts': 'export const a = 1' })
  expect(offences(root, order)).toEqual(['files has no place in the order'])
})
