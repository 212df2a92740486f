import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'
import { RelayProcess } from '../relay-process.ts'
import { BuiltRelay } from './built-relay.ts'
import { manifest } from './lock-file.ts'

let built: BuiltRelay
let database: TestDatabase
beforeAll(async () => {
  built = new BuiltRelay()
  database = await openTestDatabase()
})
afterAll(async () => {
  built.remove()
  await database.drop()
})

test('a production install has every package that the built relay imports, and no other', () => {
  const imported = built.importedPackages()
  expect(imported).toEqual(expect.arrayContaining(['fastify', 'postgres', 'socket.io', 'zod']))
  expect(Object.keys(manifest.dependencies).toSorted()).toEqual(imported)
})

test('the built relay runs from any folder, through a link, with packages of production', async () => {
  const port = String(await freePort())
  const relay = new RelayProcess(
    {
      PORT: port,
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      SUPABASE_URL: 'http://127.0.0.1:9',
      SUPABASE_PUBLISHABLE_KEY: 'a key of a test',
      SUPABASE_JWT_SECRET: 'a secret of the tests and of nobody else',
      PARLEY_COOKIE_SECRET: 'a secret of the tests and of nobody else',
    },
    {
      folder: '/',
      args: ['--preserve-symlinks', join(built.current, 'dist', 'server', 'main.js')],
    },
  )
  try {
    await relay.start()
    const ask = (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept: 'text/html' } })
    expect((await ask('/readyz')).status).toBe(200)
    expect(await (await ask('/some/conversation')).text()).toContain('The built page')
  } finally {
    await relay.kill()
  }
})
