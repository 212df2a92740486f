import postgres from 'postgres'
import { buildApp, type RelayReplacements } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import type { App } from '../server/http/types.ts'
import { freePort } from '../supabase/local/cluster/free-port.ts'
import { openTestAuth, type TestAuth, type TestSession } from './auth.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { removeFolder, temporaryFolder } from './folders.ts'
import { TestBrowser } from './browser.ts'

export interface TestRelay {
  url: string
  app: App
  auth: TestAuth
  env: NodeJS.ProcessEnv
  /** The connection of the superuser, for preparations and checks. */
  sql: postgres.Sql
  /** The address of its database for `postgres`, without a pooler. */
  directUrl: string
  /** A browser without cookies. */
  browser(): TestBrowser
  /** A new person, signed in to Supabase and bridged. */
  person(name?: string): Promise<TestPerson>
  close(): Promise<void>
}

export interface TestPerson {
  id: string
  email: string
  session: TestSession
  browser: TestBrowser
}

/**
 * A whole relay on its own loopback port, with its own database and Auth server. `overrides` are settings in the format
 * of the environment. `parts` replaces parts of the relay.
 */
export async function openTestRelay(
  overrides: NodeJS.ProcessEnv = {},
  opening: Promise<TestDatabase> = openTestDatabase(),
  replacements: RelayReplacements = {},
): Promise<TestRelay> {
  const database = await opening
  const auth = await openTestAuth(database)
  const sql = postgres(database.superuserUrl, { max: 3, onnotice: () => undefined })
  const port = await freePort()
  const filesDir = temporaryFolder()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...auth.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    PARLEY_COOKIE_SECRET: 'a secret of the tests and of nobody else',
    PARLEY_ROOMS_PER_HOUR: '1000',
    PARLEY_FILES_DIR: filesDir,
    // Tests ask no site of the world.
    PARLEY_LINK_PREVIEWS: 'off',
    LOG_LEVEL: 'silent',
    ...overrides,
  }
  const app = await buildApp(readConfig(env), replacements)
  await app.listen({ port, host: '127.0.0.1' })
  const browser = () => new TestBrowser(url)

  return {
    url,
    app,
    auth,
    env,
    sql,
    directUrl: database.directUrl,
    browser,
    async person(name = 'Someone') {
      const session = await auth.signUp(undefined, { display_name: name })
      const theirs = browser()
      const bridged = await theirs.bridge(session.access_token)
      if (bridged.status !== 201) throw new Error(`the bridge answered ${bridged.status}`)
      return { id: session.user.id, email: session.user.email, session, browser: theirs }
    },
    async close() {
      await app.close()
      await auth.close()
      // A test may have killed the database under a query. Then the driver never ends by itself.
      await sql.end({ timeout: 5 })
      await database.drop()
      removeFolder(filesDir)
    },
  }
}
