import { createHash, randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import jwt from 'jsonwebtoken'
import type { AuthCall } from './flows.ts'
import type { Lite } from './lite.ts'
import type { Mailbox } from './mailbox.ts'

const HALF = 'Confirmation link accepted. Please proceed to confirm link sent to the other email'
const TEMPLATE = new URL('../../templates/email_change.html', import.meta.url)

/** The same hash as the small server makes of an address and its code. */
const hashOf = (email: string, code: string) =>
  createHash('sha256').update(email.toLowerCase() + code).digest('hex')

/** A new address is confirmed in the new mailbox and in the present one. The small server mails the new one only. */
export async function mailPresentAddress(
  { sql }: Lite,
  call: Pick<AuthCall, 'headers'>,
  { mailbox, siteUrl }: { mailbox: Mailbox; siteUrl: string },
): Promise<void> {
  const token = call.headers.get('authorization')?.replace(/^Bearer /, '') ?? ''
  const { sub } = jwt.decode(token, { json: true }) ?? {}
  const [person] = await sql<{ email: string | null; email_change: string }[]>`
    select email, email_change from auth.users
    where id = ${String(sub)} and coalesce(email_change_token_new, '') <> ''`
  if (!person?.email) return
  const code = String(randomInt(100_000, 1_000_000))
  const hash = hashOf(person.email, code)
  await sql`
    update auth.users set email_change_token_current = ${hash}, email_change_confirm_status = 0
    where id = ${String(sub)}`
  const values: Record<string, string> = {
    SiteURL: siteUrl,
    TokenHash: hash,
    Token: code,
    Email: person.email,
    NewEmail: person.email_change,
  }
  const html = readFileSync(TEMPLATE, 'utf8').replace(
    /{{ \.(\w+) }}/g,
    (whole, name: string) => values[name] ?? whole,
  )
  const link = `${siteUrl}/auth/v1/verify?token=${hash}&type=email_change&redirect_to=${encodeURIComponent(siteUrl)}`
  const text = `Confirm your new address with this code: ${code}\n\nOr follow this link: ${link}`
  mailbox.deliver({ to: person.email, subject: 'Confirm your new address for Parley', html, text })
}

/**
 * The first of two confirmations of a new address changes nothing yet. Returns its answer, or null when this call is
 * the second one, or no confirmation. The small server then goes on.
 */
export async function firstConfirmation(
  { sql }: Lite,
  call: { method: string; url: URL; body: Record<string, unknown> },
): Promise<Response | null> {
  const { searchParams } = call.url
  const isLink = call.method === 'GET'
  if ((isLink ? searchParams.get('type') : call.body.type) !== 'email_change') return null
  const { email, token, token_hash } = call.body
  const hash = isLink
    ? searchParams.get('token')
    : typeof token_hash === 'string'
      ? token_hash
      : hashOf(String(email), String(token))
  if (!hash) return null
  const [first] = await sql`
    update auth.users set
      email_change_confirm_status = 1,
      -- The small server looks for the code that is left in this column.
      email_change_token_new =
        case when email_change_token_new = ${hash} then email_change_token_current else email_change_token_new end,
      email_change_token_current = ''
    where ${hash} in (email_change_token_new, email_change_token_current)
      and email_change_token_new <> '' and coalesce(email_change_token_current, '') <> ''
    returning id`
  if (first === undefined) return null
  if (!isLink) return Response.json({ msg: HALF, code: '200' })
  const back = searchParams.get('redirect_to') ?? call.url.origin
  const location = `${back}#message=${encodeURIComponent(HALF)}`
  return new Response(null, { status: 303, headers: { location } })
}
