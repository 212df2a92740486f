import { join } from 'node:path'
import postgres from 'postgres'
import { SUPERUSER } from '../../supabase/local/cluster/initialise.ts'
import { readPostmasterFile } from '../../supabase/local/cluster/postmaster-file.ts'
import { keepSecrets } from '../../supabase/local/folder/secrets.ts'

/** Puts a person into so many groups of their own, with one message each. */
export async function joinMany(dataDir: string, userId: string, count: number): Promise<void> {
  const sql = postgres({
    host: '127.0.0.1',
    port: readPostmasterFile(join(dataDir, 'postgres'))?.port ?? 0,
    user: SUPERUSER,
    password: keepSecrets(dataDir).databasePassword,
    database: 'postgres',
    max: 1,
    onnotice: () => undefined,
  })
  try {
    await sql`create temporary table rooms as
      select n, gen_random_uuid() as id from generate_series(1, ${count}::int) n`
    await sql`
      insert into conversations (id, kind, title, last_seq, last_ver, active_at)
      select id, 'GROUP', 'Group ' || n, 1, 1, now() - n * interval '1 minute' from rooms`
    await sql`
      insert into conversation_participants (conversation_id, user_id, role)
      select id, ${userId}, 'owner' from rooms`
    await sql`
      insert into messages (conversation_id, seq, ver, sender_id, client_id, body, created_at)
      select id, 1, 1, ${userId}, gen_random_uuid(), 'hello', now() - n * interval '1 minute' from rooms`
  } finally {
    await sql.end()
  }
}
