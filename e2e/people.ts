import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'

export interface Person {
  name: string
  email: string
  password: string
  /** Supabase's answer to the sign-in, in the form that supabase-js stores. */
  session: { access_token: string; refresh_token: string; user: { id: string } }
}

interface Mail {
  code: string | null
  link: string | null
}

export const parleyUrl = (): string => process.env.PARLEY_E2E_URL ?? ''
export const PASSWORD = 'correct horse battery staple'

async function auth<T>(path: string, body: object): Promise<T> {
  const { supabase } = (await (await fetch(`${parleyUrl()}/api/config`)).json()) as {
    supabase: { url: string; publishable_key: string }
  }
  const response = await fetch(`${supabase.url}/auth/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', apikey: supabase.publishable_key },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

/** The newest mail caught for this address. */
export async function mailTo(email: string): Promise<Mail> {
  const answer = await fetch(`${parleyUrl()}/dev/mail.json?to=${encodeURIComponent(email)}`)
  const [newest] = (await answer.json()) as Mail[]
  if (newest === undefined) throw new Error(`no mail to ${email}`)
  return newest
}

/** The address that makes a moderator here. */
export const MODERATOR = 'moderator@example.com'

export const newEmail = () => `${randomUUID().slice(0, 12)}@example.com`

/** A new person with a confirmed address, who has never opened Parley. */
export async function newPerson(name: string, email = newEmail()): Promise<Person> {
  await auth('/signup', { email, password: PASSWORD, data: { display_name: name } })
  const { code } = await mailTo(email)
  await auth('/verify', { type: 'signup', email, token: code })
  return { name, email, password: PASSWORD, session: await signIn(email) }
}

/** The one moderator of this Parley, whom an earlier test may have made. */
export async function moderator(): Promise<Person> {
  const session = await signIn(MODERATOR).catch(() => null)
  if (session === null) return newPerson('Mia Moder', MODERATOR)
  return { name: 'Mia Moder', email: MODERATOR, password: PASSWORD, session }
}

export const signIn = (email: string) =>
  auth<Person['session']>('/token?grant_type=password', { email, password: PASSWORD })

/**
 * Stores a Supabase session as supabase-js does, for a person who signed in before. The page is on this site afterwards,
 * but has not loaded Parley. It is the page that the test goes on with: every further one costs a process of the browser.
 */
export async function keepSupabaseSession(page: Page, session: Person['session']): Promise<void> {
  const key = `sb-${new URL(parleyUrl()).hostname.split('.')[0]}-auth-token`
  await page.goto(`${parleyUrl()}/livez`)
  const entry = { key, value: JSON.stringify(session) }
  await page.evaluate((kept) => localStorage.setItem(kept.key, kept.value), entry)
}
