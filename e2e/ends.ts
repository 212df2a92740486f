import { join } from 'node:path'
import postgres from 'postgres'
import { readPostmasterFile } from '../supabase/local/cluster/postmaster-file.ts'
import { keepSecrets } from '../supabase/local/folder/secrets.ts'

/** Moves the ends of all messages of a conversation into the past. The collector tells the open pages. */
export async function endMessages(conversationId: string): Promise<void> {
  const folder = process.env.PARLEY_E2E_DATA ?? ''
  const sql = postgres({
    host: '127.0.0.1',
    port: readPostmasterFile(join(folder, 'postgres'))!.port,
    database: 'postgres',
    username: 'postgres',
    password: keepSecrets(folder).databasePassword,
    max: 1,
  })
  await sql`
    update public.messages
    set expires_at = date_trunc('milliseconds', clock_timestamp() - interval '1 second')
    where conversation_id = ${conversationId} and expires_at is not null`
  await sql.end()
}
