import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { SUPERUSER } from '../../supabase/local/cluster/initialise.ts'
import { startCluster } from '../../supabase/local/cluster/postgres.ts'
import { provisionDatabase } from '../../supabase/local/database/provision.ts'
import { makeSecrets } from '../../supabase/local/folder/secrets.ts'
import { openTestAuth } from '../../testing/auth.ts'
import { TestBrowser } from '../../testing/browser.ts'
import { RelayProcess } from '../../testing/relay-process.ts'
import { insertDirect, insertPeople } from '../../testing/rows.ts'
import { seed } from '../history/seed.ts'
import type { Attacker } from './attacks.ts'

const MIGRATIONS = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))
const SIZE = {
  people: 200,
  conversations: 300,
  others: 300,
  length: 20_000,
  each: 100,
  room: 0,
}

export interface World {
  /** The superuser's connection. */
  sql: postgres.Sql
  attacker: Attacker
  /** The person whose messages are timed, and their conversation. */
  victim: { browser: TestBrowser; conversationId: string }
  close(): Promise<void>
}

/** An installation with a history, a relay in a process of its own, an attacker, and a person who only writes. */
export async function openWorld(): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  chmodSync(dataDir, 0o711)
  const password = makeSecrets().databasePassword
  const cluster = await startCluster({ dataDir, password, durable: false })
  const sql = postgres(cluster.url(SUPERUSER, 'fairness'), { max: 2, onnotice: () => undefined })
  const admin = postgres(cluster.url(SUPERUSER, 'postgres'), { max: 1 })
  await admin.unsafe('create database fairness')
  await admin.end()
  await provisionDatabase({ cluster, database: 'fairness', password, migrationsDir: MIGRATIONS })
  const { userId, conversationId } = await seed(cluster.url(SUPERUSER, 'fairness'), SIZE)
  const address = cluster.url('postgres', 'fairness')
  const auth = await openTestAuth({ url: address, directUrl: address })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const relay = new RelayProcess({
    ...auth.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    PARLEY_COOKIE_SECRET: 'a secret of the measurements and of nobody else',
  })
  await relay.start()
  const signUp = async () => {
    const session = await auth.signUp()
    const browser = new TestBrowser(url)
    const { status } = await browser.bridge(session.access_token)
    if (status !== 201) throw new Error(`the bridge answered ${status}`)
    return { id: session.user.id, browser }
  }
  const [mallory, ada, ben] = [await signUp(), await signUp(), await signUp()]
  await sql`update conversation_participants set user_id = ${mallory.id} where user_id = ${userId}`
  const [message] = await sql<{ id: string }[]>`
    select id from messages where conversation_id = ${conversationId} and seq = 19000`
  const people = await insertPeople(sql, 999)
  await sql`analyze`
  return {
    sql,
    attacker: {
      url,
      cookies: [...mallory.browser.cookies],
      conversationId,
      messageId: message!.id,
      people,
    },
    victim: { browser: ada.browser, conversationId: await insertDirect(sql, ada.id, ben.id) },
    async close() {
      await relay.kill()
      await auth.close()
      await sql.end()
      await cluster.stop()
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}
