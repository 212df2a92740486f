import postgres from 'postgres'
import type { Cluster } from '../cluster/postgres.ts'
import { SUPERUSER } from '../cluster/initialise.ts'
import { migrate } from './migrations.ts'
import { createRoles } from './roles.ts'
import { createSchemas } from './schemas.ts'

/** Gives one database of the cluster the state of a migrated hosted project. */
export async function provisionDatabase(options: {
  cluster: Cluster
  database: string
  password: string
  migrationsDir: string
}): Promise<string[]> {
  const { cluster, database, password, migrationsDir } = options
  const sql = postgres(cluster.url(SUPERUSER, database), { max: 1, onnotice: () => {} })
  try {
    await createRoles(sql, password)
    await createSchemas(sql, database)
  } finally {
    await sql.end()
  }
  return migrate(cluster.url('postgres', database), migrationsDir)
}
