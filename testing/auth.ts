import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import { Mailbox, type CaughtMail } from '../supabase/local/auth/mailbox.ts'
import { authPlugin } from '../supabase/local/auth/plugin.ts'
import { usualRules, type ProjectRules } from '../supabase/local/auth/project-rules.ts'
import { freePort } from '../supabase/local/cluster/free-port.ts'
import { makeSecrets } from '../supabase/local/folder/secrets.ts'
import { asRole, type TestDatabase } from './database.ts'

/** The answer of the Auth server to a sign-up or sign-in. */
export interface TestSession {
  access_token: string
  refresh_token: string
  expires_in: number
  user: { id: string; email: string }
}

export interface TestAuth {
  /** The settings of a relay that accepts the people of this server. */
  env: {
    SUPABASE_URL: string
    SUPABASE_PUBLISHABLE_KEY: string
    SUPABASE_SECRET_KEY: string
    SUPABASE_JWT_SECRET: string
    DATABASE_URL: string
  }
  url: string
  publishableKey: string
  secretKey: string
  /** What the project decides. A test may change it at any time. */
  rules: ProjectRules
  /** Makes an account and signs it in. The address is `<random>@example.com` by default. */
  signUp(email?: string, data?: Record<string, unknown>): Promise<TestSession>
  /** Signs in again: another session of the same person. */
  signIn(email: string): Promise<TestSession>
  /** What the Auth server answers to the refresh token of a session. */
  refresh(session: TestSession): Promise<{ status: number; session: TestSession | null }>
  signOut(session: TestSession, scope?: 'local' | 'global' | 'others'): Promise<void>
  /** The newest mail to this address. */
  mail(to: string): CaughtMail
  close(): Promise<void>
}

export const TEST_PASSWORD = 'correct horse battery'

/** Serves the Auth API for a test database on its own loopback port. */
export async function openTestAuth(
  database: Pick<TestDatabase, 'url' | 'directUrl'>,
  options: { confirmEmail?: boolean; guessesPerMinute?: number; issuer?: string } = {},
): Promise<TestAuth> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { jwtSecret, publishableKey, secretKey } = makeSecrets()
  const mailbox = new Mailbox()
  const rules = usualRules()
  const app = Fastify({ http: { maxHeaderSize: 64 * 1024 } })
  await app.register(
    authPlugin({
      databaseUrl: asRole(database.directUrl, 'supabase_auth_admin'),
      publicUrl: url,
      jwtSecret,
      publishableKey,
      secretKey,
      mailbox,
      rules,
      confirmEmail: options.confirmEmail ?? false,
      guessesPerMinute: options.guessesPerMinute ?? 1000,
      ...(options.issuer !== undefined && { issuer: options.issuer }),
    }),
  )
  await app.listen({ port, host: '127.0.0.1' })

  const send = (path: string, body: object, token?: string) => {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      apikey: publishableKey,
    }
    if (token) headers.authorization = `Bearer ${token}`
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    return fetch(`${url}/auth/v1${path}`, init)
  }
  const post = async (path: string, body: object, token?: string) => {
    const response = await send(path, body, token)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }
  const session = async (path: string, body: object) =>
    (await (await post(path, body)).json()) as TestSession

  return {
    env: {
      SUPABASE_URL: url,
      SUPABASE_PUBLISHABLE_KEY: publishableKey,
      SUPABASE_SECRET_KEY: secretKey,
      SUPABASE_JWT_SECRET: jwtSecret,
      DATABASE_URL: database.url,
    },
    url,
    publishableKey,
    secretKey,
    rules,
    signUp: (email = `${randomUUID()}@example.com`, data = {}) =>
      session('/signup', { email, password: TEST_PASSWORD, data }),
    signIn: (email) => session('/token?grant_type=password', { email, password: TEST_PASSWORD }),
    async refresh({ refresh_token }) {
      const response = await send('/token?grant_type=refresh_token', { refresh_token })
      const answer = (await response.json()) as TestSession
      return { status: response.status, session: response.ok ? answer : null }
    },
    async signOut({ access_token }, scope = 'local') {
      await post(`/logout?scope=${scope}`, {}, access_token)
    },
    mail(to) {
      const [newest] = mailbox.list(to)
      if (!newest) throw new Error(`no mail to ${to}`)
      return newest
    },
    close: () => app.close(),
  }
}
