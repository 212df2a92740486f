import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { SUPERUSER } from '../../supabase/local/cluster/initialise.ts'
import { provisionDatabase } from '../../supabase/local/database/provision.ts'
import { insertCrowd, insertSignIns, type Crowd } from '../crowd.ts'
import type { Ground } from '../ground.ts'

const MIGRATIONS = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))

/** A session of Supabase. */
export interface SignIn {
  id: string
  userId: string
}

export interface ParleyDatabase {
  /** The address for the relay. */
  url: string
  /** The same without a pooler. */
  directUrl: string
  crowd: Crowd
  /** A new session of Supabase for each of the first people. */
  signInAfresh(count: number): Promise<SignIn[]>
}

/** A migrated database with the people of the run. */
export async function insertParley(ground: Ground, database: string): Promise<ParleyDatabase> {
  const { cluster, password, crowd } = ground
  await ground.createDatabase(database)
  await provisionDatabase({ cluster, database, password, migrationsDir: MIGRATIONS })
  const asSuperuser = async (write: (sql: postgres.Sql) => Promise<void>) => {
    const url = cluster.url(SUPERUSER, database)
    const sql = postgres(url, { max: 1, onnotice: () => undefined })
    await write(sql)
    await sql.end()
  }
  await asSuperuser((sql) => insertCrowd(sql, crowd))
  const url = cluster.url('postgres', database)
  return {
    url,
    directUrl: url,
    crowd,
    async signInAfresh(count) {
      const signIns = crowd.people.slice(0, count).map((userId) => ({ userId, id: randomUUID() }))
      await asSuperuser((sql) => insertSignIns(sql, signIns))
      return signIns
    },
  }
}
