import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { neededMigration } from './database-state.ts'

let relay: TestRelay
let written = ''
const ends: (() => Promise<void>)[] = []
const realWrite = process.stdout.write.bind(process.stdout)
beforeEach(async () => {
  relay = await openTestRelay()
  written = ''
  process.stdout.write = (chunk: string | Uint8Array) => {
    written += String(chunk)
    return true
  }
})
afterEach(async () => {
  process.stdout.write = realWrite
  for (const end of ends.splice(0)) await end()
  await relay.close()
})

/** Another relay on the same database, with a log. */
async function start(overrides: NodeJS.ProcessEnv): Promise<string> {
  const port = await freePort()
  const app = await buildApp(
    readConfig({ ...relay.env, LOG_LEVEL: 'info', PORT: String(port), ...overrides }),
  )
  ends.push(() => app.close())
  return app.listen({ port, host: '127.0.0.1' })
}

const problemsAt = async (url: string) => {
  const answer = await fetch(`${url}/api/installation`)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { problems: { code: string; message: string }[] }).problems
}

test('an installation in order has no problem, and none is logged', async () => {
  const url = await start({})
  expect(await problemsAt(url)).toEqual([])
  expect(written).not.toContain('"problem"')
})

test('a missing migration appears at once in the log and in the doctor', async () => {
  await relay.sql`update private.installation set migration = '20261122090800'`
  const url = await start({})
  const reason = `The database is at migration 20261122090800; this version needs ${neededMigration}.`
  await eventually('it is in the log', () => written.includes(reason), 2_000)
  expect(await problemsAt(url)).toEqual([{ code: 'database', message: reason }])
})

test('a wrong address, a missing secret and a refused password are reported without any piece of a secret', async () => {
  const wrongUrl = await start({ SUPABASE_URL: 'http://127.0.0.1:1' })
  expect(await problemsAt(wrongUrl)).toMatchObject([{ code: 'supabase_unreachable' }])

  const secret = relay.auth.env.SUPABASE_JWT_SECRET
  const noSecret = await start({ SUPABASE_JWT_SECRET: '' })
  expect(await problemsAt(noSecret)).toMatchObject([{ code: 'no_signing_keys' }])

  const database = new URL(relay.auth.env.DATABASE_URL)
  const password = database.password
  database.password = 'not-the-password'
  const noEntry = await start({ DATABASE_URL: database.href })
  const [problem] = await problemsAt(noEntry)
  expect(problem).toMatchObject({ code: 'database' })
  expect(problem?.message).toContain('refuses the user or the password')
  await eventually('all three are in the log', () =>
    ['supabase_unreachable', 'no_signing_keys', '"problem":"database"'].every((word) =>
      written.includes(word),
    ),
  )
  for (const hidden of [secret, password, 'not-the-password', database.pathname, database.host])
    expect(written).not.toContain(hidden)
})

test('a token of another issuer is refused, and the log holds the reason without the token', async () => {
  const url = await start({ SUPABASE_URL: relay.auth.url.replace('127.0.0.1', 'localhost') })
  const { access_token } = await relay.auth.signUp()
  const answer = await fetch(`${url}/api/auth/session/bridge`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${access_token}`,
      origin: relay.env.PUBLIC_URL ?? '',
      'x-parley-client': '1',
    },
  })
  expect(answer.status).toBe(401)
  expect(written).toContain('unexpected \\"iss\\" claim value')
  expect(written).not.toContain(access_token.slice(-20))
})
