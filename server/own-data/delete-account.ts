import type { Sql } from '../database/client.ts'
import type { LiveSession } from '../live-session.ts'
import { Refusal } from '../refusal.ts'
import type { SupabaseClaims } from '../session/supabase-token.ts'

/**
 * Deletes the account of the person who asks. It needs a sign-in of the last ten minutes. This is the sign-in of the
 * session, or another one whose token is in `proof`. The person made that one to prove who they are.
 * @throws Refusal `fresh_sign_in_needed`, `forbidden`
 */
export async function deleteAccount(
  sql: Sql,
  me: LiveSession,
  proof: SupabaseClaims | null,
): Promise<void> {
  if (proof !== null && proof.userId !== me.userId) {
    throw new Refusal('forbidden', 'This sign-in belongs to another account.')
  }
  const [row] = await sql<{ isDeleted: boolean }[]>`
    select private.delete_own_account(${me.userId}, array_remove(array[
      ${proof?.supabaseSessionId ?? null}::uuid,
      (select supabase_session_id from public.user_sessions where id = ${me.id})
    ], null)) as "isDeleted"`
  if (row?.isDeleted !== true) {
    throw new Refusal('fresh_sign_in_needed', 'Sign in again before you delete the account.')
  }
}
