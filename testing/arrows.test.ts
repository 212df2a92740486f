import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { arrowsOf, fileCircles, importsOf, upwardArrows, type Arrow } from './folder-arrows.ts'
import { sourceFiles } from './source-files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const shipped = sourceFiles(['wire', 'client', 'server', 'supabase', 'scripts']).filter(
  (file) => !isTest(file),
)
const arrows = arrowsOf(root, shipped)
const within = (path: string, ...rooms: string[]) =>
  rooms.some((room) => path.startsWith(`${room}/`))
const isPackage = (path: string) =>
  !within(path, 'wire', 'client', 'server', 'supabase', 'scripts', 'testing', 'e2e', 'bench') &&
  path !== 'package.json'
const show = (found: Arrow[]) => found.map(({ from, to }) => `${from} → ${to}`)

/** Each arrow that leaves `from` without ending in what it may reach. */
const strays = (from: (file: string) => boolean, mayReach: (target: string) => boolean) =>
  show(arrows.filter((arrow) => from(arrow.from) && !mayReach(arrow.to)))

test('the houses were found, so that silence means order', () => {
  expect(shipped.length).toBeGreaterThan(50)
  expect(arrows.length).toBeGreaterThan(200)
})

test('wire imports only its schema library', () => {
  expect(
    strays(
      (file) => within(file, 'wire'),
      (to) => within(to, 'wire') || to === 'zod',
    ),
  ).toEqual([])
})

test('client and server meet only in wire', () => {
  expect(
    strays(
      (file) => within(file, 'client'),
      (to) => isPackage(to) || within(to, 'client', 'wire'),
    ),
  ).toEqual([])
  const server = (to: string) =>
    isPackage(to) || within(to, 'server', 'wire') || to === 'package.json'
  expect(strays((file) => within(file, 'server'), server)).toEqual([])
})

test('only scripts know the local Supabase, and it knows nothing of Parley', () => {
  const others = (file: string) => !within(file, 'scripts', 'supabase')
  expect(strays(others, (to) => !within(to, 'supabase'))).toEqual([])
  expect(
    strays(
      (file) => within(file, 'supabase'),
      (to) => isPackage(to) || within(to, 'supabase'),
    ),
  ).toEqual([])
})

test('one importer each: Supabase Auth in client/session, Socket.IO in client/realtime', () => {
  const client = (file: string) => within(file, 'client')
  expect(
    strays(
      (f) => client(f) && !within(f, 'client/session'),
      (to) => !to.startsWith('@supabase/'),
    ),
  ).toEqual([])
  expect(
    strays(
      (f) => client(f) && !within(f, 'client/realtime'),
      (to) => !to.startsWith('socket.io'),
    ),
  ).toEqual([])
})

test('the core of the client knows no React', () => {
  const core = (file: string) => within(file, 'client/realtime') && file.endsWith('.ts')
  expect(strays(core, (to) => !/^react(-dom)?(\/|$)/.test(to))).toEqual([])
})

test('rules know neither Fastify nor Socket.IO', () => {
  const features = [
    'session',
    'people',
    'conversations',
    'groups',
    'blocks',
    'messages',
    'search',
  ].map((name) => `server/${name}`)
  const edge = /\/(cookies|([\w-]+-)?(routes|events))\.ts$/
  const rule = (file: string) =>
    within(file, 'server/database') || (within(file, ...features) && !edge.test(file))
  const mayReach = (to: string) =>
    !/^(fastify|@fastify\/|socket\.io)/.test(to) &&
    !within(to, 'server/http', 'server/realtime') &&
    to !== 'server/app.ts'
  expect(strays(rule, mayReach)).toEqual([])
})

test('the database layer reaches for no feature', () => {
  const mayReach = (to: string) =>
    isPackage(to) ||
    within(to, 'server/database', 'wire') ||
    ['server/refusal.ts', 'server/logger.ts'].includes(to)
  expect(strays((file) => within(file, 'server/database'), mayReach)).toEqual([])
})

const holders = (pattern: RegExp, files = shipped) =>
  files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))

test('the environment is read at the edge of the process and nowhere else', () => {
  const server = shipped.filter((file) => within(file, 'server', 'client', 'wire'))
  expect(holders(/process\.env/, server)).toEqual(['server/main.ts'])
})

test('only publish emits to others', () => {
  const server = shipped.filter((file) => within(file, 'server'))
  expect(holders(/\bio\.(to|in|emit)\(|socket\.(to|in|broadcast)\b/, server)).toEqual([
    'server/realtime/publish.ts',
  ])
})

test('the first screens carry no schema library: it would be an eighth of the page', () => {
  const loadedLater = ['client/account/ProfileForm.tsx', 'client/groups/group-draft.ts']
  const schemas = holders(
    /from 'zod'/,
    shipped.filter((file) => within(file, 'wire')),
  )
  const runtimeImport = /^import (?!type )(?:\{[^}]*\} |\w+ )?from '((?:\.\.\/)+wire\/[^']+)'/gm
  const taken = shipped
    .filter((file) => within(file, 'client') && !loadedLater.includes(file))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(runtimeImport)].map((match) =>
        normalize(join(dirname(file), match[1]!)),
      ),
    )
  expect(taken.filter((file) => schemas.includes(file))).toEqual([])
})

/** The rooms of the client, the highest first: each imports only itself and rooms below it. */
const clientRooms = [
  'client',
  'client/styles',
  'client/shell',
  'client/conversations',
  'client/devices',
  'client/account',
  'client/panes',
  'client/details',
  'client/notifications',
  'client/timeline',
  'client/timeline/reading',
  'client/timeline/log',
  'client/timeline/message',
  'client/timeline/scrolling',
  'client/composer',
  'client/groups',
  'client/people',
  'client/search',
  'client/finder',
  'client/markup',
  'client/doctor',
  'client/conversation',
  'client/messenger',
  'client/realtime',
  'client/realtime/slices',
  'client/realtime/sync',
  'client/realtime/timeline',
  'client/realtime/live',
  'client/realtime/outbox',
  'client/realtime/store',
  'client/realtime/database',
  'client/realtime/link',
  'client/realtime/log',
  'client/session/pages',
  'client/session',
  'client/requests',
  'client/emoji',
  'client/ui',
  'client/navigation',
  'client/i18n',
  'client/i18n/en',
  'client/browser',
]
const shippedIn = (house: string) =>
  arrows.filter(({ from }) => within(from, house) && !within(from, `${house}/testing`))

test('in the client every room imports only rooms below it', () => {
  expect(upwardArrows(clientRooms, shippedIn('client'))).toEqual([])
})

test('in the core of the client no file imports itself over others, not even a type', () => {
  expect(fileCircles(arrows.filter(({ from }) => within(from, 'client/realtime')))).toEqual([])
  const circle = [
    { from: 'a.ts', to: 'b.ts' },
    { from: 'b.ts', to: 'a.ts' },
    { from: 'c.ts', to: 'a.ts' },
  ]
  expect(fileCircles(circle)).toEqual(['a.ts', 'b.ts'])
})

test('an arrow that points up is found, whichever way it is written', () => {
  const file = 'client/ui/Button.tsx'
  for (const line of [
    "import { Shell } from '../shell/Shell.tsx'",
    "import type { Shell } from '../shell/Shell.tsx'",
    "const load = () => import('../shell/Shell.tsx')",
    "export { Shell } from '../shell/Shell.tsx'",
    "type Shell = import('../shell/Shell.tsx').Shell",
    "import {\n  Shell,\n} from '../shell/Shell.tsx'",
  ]) {
    expect(upwardArrows(clientRooms, importsOf(file, line)), line).toEqual([
      'client/ui/Button.tsx → client/shell/Shell.tsx',
    ])
  }
  const unlisted = importsOf('client/attic/Chest.tsx', "import { Button } from '../ui/Button.tsx'")
  expect(upwardArrows(clientRooms, unlisted)).toHaveLength(1)
})

test('no folder holds more than 25 files of production code', () => {
  const counts = new Map<string, number>()
  for (const file of shipped) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  const full = [...counts].filter(([, count]) => count > 25)
  expect(full).toEqual([])
})
