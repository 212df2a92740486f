import jwt from 'jsonwebtoken'
import type { AuthCall } from './flows.ts'
import type { Lite } from './lite.ts'
import { refuse, type ProjectRules } from './project-rules.ts'

/** Where the project wants it, a new password needs the present one, unless a mail to reset it opened the session. */
export async function currentPasswordRefusal({
  lite,
  call,
  rules,
}: {
  lite: Lite
  call: AuthCall
  rules: ProjectRules
}): Promise<Response | null> {
  const { password, current_password } = call.body
  if (!rules.currentPassword || typeof password !== 'string' || password === '') return null
  const token = call.headers.get('authorization')?.replace(/^Bearer /, '') ?? ''
  const { sub, amr } = jwt.decode(token, { json: true }) ?? {}
  const isRecovery = JSON.stringify(amr ?? []).includes('"otp"')
  const [person] = await lite.sql<{ is_right: boolean }[]>`
    select encrypted_password = extensions.crypt(${String(current_password ?? '')}, encrypted_password) as is_right
    from auth.users where id = ${String(sub)} and coalesce(encrypted_password, '') <> ''`
  if (person === undefined || isRecovery || person.is_right) return null
  const code =
    typeof current_password === 'string' && current_password !== ''
      ? 'current_password_mismatch'
      : 'current_password_required'
  return refuse(400, code, 'Current password required when setting new password.')
}
