import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fileCircles, folderSizes, offences } from './folder-arrows.ts'
import { clientOrder, serverOrder } from './rooms.ts'
import { sourceFiles } from './source-files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Arrow {
  from: string
  /** A path inside the repository, or the name of a package. */
  to: string
}

const importLine =
  /^(?:import|export)[^'"=]*\sfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm

function arrowsOf(file: string): Arrow[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(importLine)].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? ''
    return {
      from: file,
      to: target.startsWith('.') ? normalize(join(dirname(file), target)) : target,
    }
  })
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const shipped = sourceFiles(['wire', 'client', 'server', 'supabase', 'scripts']).filter(
  (file) => !isTest(file),
)
const arrows = shipped.flatMap(arrowsOf)
const within = (path: string, ...rooms: string[]) =>
  rooms.some((room) => path.startsWith(`${room}/`))
const isPackage = (path: string) =>
  !within(path, 'wire', 'client', 'server', 'supabase', 'scripts', 'testing', 'e2e', 'bench') &&
  path !== 'package.json'
const show = (found: Arrow[]) => found.map(({ from, to }) => `${from} → ${to}`)

/** Each import of `from` that leads to a file which it may not import. */
const strays = (from: (file: string) => boolean, mayReach: (target: string) => boolean) =>
  show(arrows.filter((arrow) => from(arrow.from) && !mayReach(arrow.to)))

test('the folders were found, so that an empty result means no offence', () => {
  expect(shipped.length).toBeGreaterThan(50)
  expect(arrows.length).toBeGreaterThan(200)
})

test('wire imports only its schema library', () => {
  expect(
    strays(
      (file) => within(file, 'wire'),
      (to) => within(to, 'wire') || to === 'zod' || to === 'markdown-it',
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
  const elsewhere = (file: string) => !within(file, 'scripts', 'supabase')
  expect(strays(elsewhere, (to) => !within(to, 'supabase'))).toEqual([])
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
    'account',
    'people',
    'pictures',
    'presence',
    'conversations',
    'creation',
    'groups',
    'invitations',
    'blocks',
    'messages',
    'search',
  ].map((name) => `server/${name}`)
  const edge =
    /\/(cookies|([\w-]+-)?(routes|events)|(groups|messages|creation)\/announce|presence\/presence)\.ts$/
  const rule = (file: string) =>
    within(file, 'server/database') || (within(file, ...features) && !edge.test(file))
  const mayReach = (to: string) =>
    !/^(fastify|@fastify\/|socket\.io)/.test(to) &&
    !within(to, 'server/http', 'server/realtime') &&
    to !== 'server/app.ts'
  expect(strays(rule, mayReach)).toEqual([])
})

test('the database layer knows no feature', () => {
  const mayReach = (to: string) =>
    isPackage(to) || within(to, 'server/database') || to === 'server/logger.ts'
  expect(strays((file) => within(file, 'server/database'), mayReach)).toEqual([])
})

test('every folder of the client imports only folders below it', () => {
  expect(offences(join(root, 'client'), clientOrder)).toEqual([])
})

test('every folder of the server imports only folders below it', () => {
  expect(offences(join(root, 'server'), serverOrder)).toEqual([])
})

test('no file imports itself through further files, not even a type', () => {
  const sources = arrows.filter(({ from }) => within(from, 'wire', 'client', 'server'))
  expect(fileCircles(sources)).toEqual([])
  const circle = [
    { from: 'a.ts', to: 'b.ts' },
    { from: 'b.ts', to: 'a.ts' },
    { from: 'c.ts', to: 'a.ts' },
  ]
  expect(fileCircles(circle)).toEqual(['a.ts', 'b.ts'])
})

test('no folder holds more than 25 files of production code', () => {
  // The helpers at the top of testing/ are no production code.
  const counts = (house: string, folder: string) => house !== 'testing' || folder !== '.'
  const full = ['client', 'server', 'wire', 'testing', 'scripts'].flatMap((house) =>
    [...folderSizes(join(root, house))].filter(
      ([folder, size]) => counts(house, folder) && size > 25,
    ),
  )
  expect(full).toEqual([])
})

const holders = (pattern: RegExp, files = shipped) =>
  files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))

test('the environment is read at the edge of the process and nowhere else', () => {
  const server = shipped.filter((file) => within(file, 'server', 'client', 'wire'))
  expect(holders(/process\.env/, server)).toEqual(['server/main.ts'])
})

test('only publish emits to other sockets', () => {
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
