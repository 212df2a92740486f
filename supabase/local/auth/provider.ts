import { refuse, type ProjectRules } from './project-rules.ts'

/** The name of the one provider in `/settings`. It never signs anybody in. */
export const PROVIDER = 'keycloak'

/**
 * The way to a provider and back, in one step. Errors stand in the query and in the fragment, as the hosted server
 * writes them.
 */
export function leaveForProvider(url: URL, rules: ProjectRules, page: string): Response {
  if (rules.provider === 'off' || url.searchParams.get('provider') !== PROVIDER) {
    return refuse(400, 'validation_failed', 'Unsupported provider: provider is not enabled')
  }
  const back = new URL(url.searchParams.get('redirect_to') ?? page)
  const error =
    rules.provider === 'denies'
      ? { error: 'access_denied', error_description: 'The user denied the request' }
      : {
          error: 'access_denied',
          error_code: 'signup_disabled',
          error_description: 'Signups not allowed for this instance',
        }
  for (const [name, value] of Object.entries(error)) back.searchParams.set(name, value)
  back.hash = new URLSearchParams({ ...error, sb: '' }).toString()
  return new Response(null, { status: 302, headers: { location: back.href } })
}
