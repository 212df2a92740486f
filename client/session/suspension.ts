import type { suspension } from '../../wire/moderation/notices.ts'
import type { Api } from '../requests/http.ts'
import { RequestError } from '../requests/request-error.ts'
import type { SignInService } from './supabase/supabase.ts'

export type Suspension = ReturnType<typeof suspension.parse>

/** A suspended person has no session of Parley. Their Supabase token tells who they are. With `text`, it is an appeal. */
export async function askAboutSuspension(
  call: Api,
  signIn: Pick<SignInService, 'accessToken'>,
  text?: string,
): Promise<Suspension> {
  const access = await signIn.accessToken({ renew: false })
  if (access.kind !== 'token') throw new RequestError('network')
  const headers = { authorization: `Bearer ${access.token}` }
  const body = text === undefined ? {} : { text }
  return call<Suspension>('POST', '/api/moderation/suspension', body, headers)
}
