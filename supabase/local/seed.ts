import postgres from 'postgres'
import { insertPerson } from './auth/people.ts'

/** The people of a new local Parley. */
export const LOCAL_PEOPLE = [
  { email: 'ada@example.com', username: 'ada', display_name: 'Ada Lovelace' },
  { email: 'ben@example.com', username: 'ben', display_name: 'Ben Carter' },
  { email: 'cleo@example.com', username: 'cleo', display_name: 'Cleo Martin' },
]

/** Their common password. These accounts exist only on this computer. */
export const LOCAL_PASSWORD = 'parley-local'

/** Makes the people who are missing. It needs a connection as supabase_auth_admin. */
export async function seedPeople(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 })
  try {
    for (const { email, ...metadata } of LOCAL_PEOPLE) {
      await insertPerson(sql, { email, password: LOCAL_PASSWORD, confirmed: true, metadata })
    }
  } finally {
    await sql.end()
  }
}
