import { randomUUID } from 'node:crypto'
import type { Lite } from './lite.ts'
import { findPerson, insertPerson } from './people.ts'
import { refuse } from './project-rules.ts'

/** One call to the Auth API. Its JSON body is already read. */
export interface AuthCall {
  url: URL
  headers: Headers
  body: Record<string, unknown>
}

type Flow = (lite: Lite, call: AuthCall) => Promise<Response>

/**
 * The calls that the small Auth server answers differently from the hosted one. A page that works here then works
 * there. Every other path goes to it unchanged.
 */
export const FLOWS: Record<string, Flow> = {
  '/auth/v1/verify': verify,
  '/auth/v1/otp': requestCode,
  '/auth/v1/resend': resend,
  '/auth/v1/signup': signUp,
  '/auth/v1/token': signIn,
  '/auth/v1/invite': invite,
}

/** Passes the call on, with another body or path where a flow needs that. */
function forward(
  lite: Lite,
  call: AuthCall,
  { isInvitation = false, ...change }: Partial<AuthCall> & { isInvitation?: boolean } = {},
) {
  const { url, headers, body } = { ...call, ...change }
  const request = new Request(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return lite.fetch(request, { redirectTo: call.url.searchParams.get('redirect_to'), isInvitation })
}

/**
 * Today `email` is the name of every code, but the small server knows only the older names. A mail that was sent again
 * counts as a sign-in mail there, even where the page asks for `signup`.
 */
async function verify(lite: Lite, call: AuthCall): Promise<Response> {
  const as = (type: unknown) => forward(lite, call, { body: { ...call.body, type } })
  const { type } = call.body
  const first = await as(type === 'email' || type === 'invite' ? 'magiclink' : type)
  return first.ok || type !== 'signup' ? first : as('magiclink')
}

/**
 * The account of a new person is made here, unconfirmed and with their chosen name. The small server would drop the
 * name, and would count the address as confirmed before the mail was opened.
 */
async function requestCode(lite: Lite, call: AuthCall): Promise<Response> {
  const email = emailOf(call)
  const wanted = call.body.create_user !== false
  if (email && wanted && !(await findPerson(lite.sql, email))) {
    const metadata = (call.body.data ?? {}) as Record<string, unknown>
    await insertPerson(lite.sql, { email, confirmed: false, metadata })
  }
  return forward(lite, call)
}

/** An administrator invites a person, who gets an account and a mail. */
async function invite(lite: Lite, call: AuthCall): Promise<Response> {
  const email = emailOf(call)
  if (email === null) return refuse(400, 'validation_failed', 'An email address is required')
  if (await findPerson(lite.sql, email)) {
    return refuse(422, 'email_exists', 'A user with this email address has already been registered')
  }
  const metadata = (call.body.data ?? {}) as Record<string, unknown>
  await insertPerson(lite.sql, { email, confirmed: false, metadata })
  const url = new URL('/auth/v1/otp', call.url)
  await forward(lite, call, { url, body: { email, create_user: false }, isInvitation: true })
  return Response.json({ email, invited_at: new Date().toISOString() })
}

/** The small server refuses every second confirmation mail. A sign-in mail confirms too. */
async function resend(lite: Lite, call: AuthCall): Promise<Response> {
  if (call.body.type !== 'signup') return forward(lite, call)
  await sendAgain(lite, call)
  return Response.json({})
}

/** A repeated sign-up does not reveal whether the address is known. */
async function signUp(lite: Lite, call: AuthCall): Promise<Response> {
  const response = await forward(lite, call)
  if (response.status !== 429) return response
  await sendAgain(lite, call)
  const now = new Date().toISOString()
  return Response.json({
    id: randomUUID(),
    aud: 'authenticated',
    role: 'authenticated',
    email: emailOf(call),
    phone: '',
    confirmation_sent_at: now,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: {},
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  })
}

async function signIn(lite: Lite, call: AuthCall): Promise<Response> {
  const response = await forward(lite, call)
  const email = emailOf(call)
  if (!response.ok || !email) return response
  const person = await findPerson(lite.sql, email)
  if (!person?.banned) return response
  const { session_id } = sessionOf((await response.json()) as { access_token: string })
  await lite.sql`delete from auth.sessions where id = ${session_id}`
  return refuse(400, 'user_banned', 'User is banned')
}

function sessionOf({ access_token }: { access_token: string }): { session_id: string } {
  const payload = access_token.split('.')[1] ?? ''
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as { session_id: string }
}

async function sendAgain(lite: Lite, call: AuthCall): Promise<void> {
  const email = emailOf(call)
  const person = email ? await findPerson(lite.sql, email) : null
  if (!email || !person || person.confirmed) return
  const url = new URL('/auth/v1/otp', call.url)
  await forward(lite, call, { url, body: { email, create_user: false } })
}

/** The address of the call, when it has the form of one. */
export function emailOf({ body }: Pick<AuthCall, 'body'>): string | null {
  // The small server reports a missing or malformed address. Here it must only not be stored.
  return typeof body.email === 'string' && /^[^@\s]+@[^@\s]+$/.test(body.email) ? body.email : null
}
