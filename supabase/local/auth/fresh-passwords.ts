import jwt from 'jsonwebtoken'
import type { AuthCall } from './flows.ts'
import type { Lite } from './lite.ts'
import { refuse, type ProjectRules } from './project-rules.ts'

interface Wish {
  lite: Lite
  call: AuthCall
  rules: ProjectRules
}

/** A new password in a session older than a day needs a code that was just mailed. */
export async function freshnessRefusal({ lite, call, rules }: Wish): Promise<Response | null> {
  if (!rules.freshPasswords || call.body.password === undefined) return null
  const token = call.headers.get('authorization')?.replace(/^Bearer /, '') ?? ''
  const { session_id, email } = jwt.decode(token, { json: true }) ?? {}
  const [session] = await lite.sql<{ is_old: boolean }[]>`
    select created_at < now() - interval '1 day' as is_old
    from auth.sessions where id = ${String(session_id)}`
  if (!session?.is_old) return null
  const { nonce } = call.body
  if (nonce === undefined || nonce === '') {
    return refuse(400, 'reauthentication_needed', 'Password update requires reauthentication')
  }
  return nonce === lite.newestCode(String(email))
    ? null
    : refuse(422, 'reauthentication_not_valid', 'Nonce has expired or is invalid')
}
