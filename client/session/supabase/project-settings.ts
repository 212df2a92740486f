import { RequestError } from '../../requests/request-error.ts'

/** GoTrue's `/settings`, as far as the sign-in page asks. */
export interface Settings {
  external: Readonly<Record<string, boolean>>
  disable_signup: boolean
  saml_enabled?: boolean
}

export async function readSettings(ask: () => Promise<Response>): Promise<Settings> {
  const response = await ask().catch(() => null)
  if (response?.ok !== true) throw new RequestError('network')
  return response.json().catch(() => {
    throw new RequestError('network')
  }) as Promise<Settings>
}
