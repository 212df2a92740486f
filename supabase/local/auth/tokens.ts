import jwt from 'jsonwebtoken'

/**
 * Adds the claims to an access token that the hosted Auth server puts into every token, above all the issuer. The token
 * comes from the Auth code in this process, so it is only signed again.
 */
export function completeToken(
  token: string,
  { issuer, secret }: TokenOptions,
  metadata: Metadata = {},
): string {
  const claims = jwt.decode(token, { json: true })
  if (!claims) return token
  const named = issuer === '' ? {} : { iss: issuer }
  const usual = { ...named, aal: 'aal1', phone: '', is_anonymous: false, ...metadata }
  return jwt.sign({ ...usual, ...claims }, secret, { algorithm: 'HS256' })
}

export interface TokenOptions {
  /** Empty: tokens name no issuer, as those of the official self-hosted compose file. */
  issuer: string
  secret: string
}

/** What the person and the project noted of an account. A picture in it makes a large token. */
interface Metadata {
  user_metadata?: unknown
  app_metadata?: unknown
}

/** The same for a JSON answer that contains a session. */
export function completeSession(body: string, options: TokenOptions): string {
  if (!body.includes('"access_token"')) return body
  const session = JSON.parse(body) as { access_token: string; user?: Metadata | null }
  const { user_metadata = {}, app_metadata = {} } = session.user ?? {}
  const metadata = { user_metadata, app_metadata }
  return JSON.stringify({
    ...session,
    access_token: completeToken(session.access_token, options, metadata),
  })
}

/** The same for the redirect at the end of a mailed link, which has the token in its fragment. */
export function completeRedirect(location: string, options: TokenOptions): string {
  const [address = '', fragment] = location.split('#')
  const values = new URLSearchParams(fragment)
  const token = values.get('access_token')
  if (!token) return location
  values.set('access_token', completeToken(token, options))
  return `${address}#${values.toString()}`
}
