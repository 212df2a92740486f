import jwt from 'jsonwebtoken'
import { z } from 'zod'
import type { InstallationProblem } from '../../wire/operations.ts'
import type { Config } from '../config.ts'
import { codeOf } from '../database/faults.ts'

type Supabase = Config['supabase']

const PATIENCE_MILLISECONDS = 5_000

const authSettings = z.object({ external: z.record(z.string(), z.unknown()) })
const keySet = z.object({ keys: z.array(z.object({ kid: z.string().optional() })) })
const discovery = z.object({ issuer: z.url() })
const legacyKey = z.object({ ref: z.string().optional(), role: z.string() })

type Answer = { status: number; body: unknown } | { code: string }

/**
 * Whether the settings lead to a Supabase project and match how it signs its tokens. The problems may name addresses of
 * the project, which every browser knows. They hold no key, secret or token.
 */
export async function problemsOfSupabase(supabase: Supabase): Promise<InstallationProblem[]> {
  const auth = `${supabase.url}/auth/v1`
  const [settings, ...rest] = await Promise.all([
    ask(`${auth}/settings`, supabase.publishableKey).then((answer) => problemOfUrl(answer)),
    problemOfKeys(supabase),
    ask(`${auth}/.well-known/openid-configuration`).then((answer) =>
      problemOfIssuer(answer, supabase),
    ),
    problemOfLegacyKey(supabase),
  ])
  // An address without a Supabase project gives no information about keys.
  if (settings !== null) return [settings]
  return rest.filter((problem) => problem !== null)
}

async function ask(url: string, apikey?: string): Promise<Answer> {
  try {
    const response = await fetch(url, {
      headers: apikey === undefined ? {} : { apikey },
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    })
    const text = await response.text()
    return { status: response.status, body: parsed(text) }
  } catch (error) {
    const { cause, name } = error as Error
    return { code: codeOf(cause) || name }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function problemOfUrl(answer: Answer): InstallationProblem | null {
  if ('code' in answer) {
    return {
      code: 'supabase_unreachable',
      message: `SUPABASE_URL cannot be reached (${answer.code}).`,
    }
  }
  if (answer.status === 401 || answer.status === 403) {
    return {
      code: 'key_refused',
      message: 'SUPABASE_PUBLISHABLE_KEY is refused by the project at SUPABASE_URL.',
    }
  }
  if (answer.status >= 500) {
    return {
      code: 'supabase_unreachable',
      message: `SUPABASE_URL answers ${answer.status}: the project may be paused.`,
    }
  }
  if (authSettings.safeParse(answer.body).success) return null
  return {
    code: 'not_supabase',
    message: `SUPABASE_URL answers ${answer.status}, and not as Supabase Auth does. It is the address of a project, such as https://<project>.supabase.co.`,
  }
}

async function problemOfKeys({
  verification,
  issuer,
}: Supabase): Promise<InstallationProblem | null> {
  const url = verification.kind === 'jwks' ? verification.url : `${issuer}/.well-known/jwks.json`
  const answer = await ask(url)
  const read = 'code' in answer ? undefined : keySet.safeParse(answer.body).data
  const count = read?.keys.length ?? null
  if (verification.kind === 'hs256') {
    if (count === null || count === 0) return null
    return {
      code: 'secret_left_over',
      message:
        'SUPABASE_JWT_SECRET is set, and the project publishes signing keys. Once it signs with these, nobody can sign in: remove the setting then.',
    }
  }
  if (count === null) {
    const found = 'code' in answer ? answer.code : `status ${answer.status}`
    return {
      code: 'keys_unreachable',
      message: `The project's signing keys cannot be read (${found}).`,
    }
  }
  if (count > 0) return null
  return {
    code: 'no_signing_keys',
    message:
      'The project publishes no signing keys, so it signs with its legacy secret: set SUPABASE_JWT_SECRET, or let the project sign with asymmetric keys.',
  }
}

/** Only newer versions of Auth name their issuer. */
function problemOfIssuer(answer: Answer, { issuer }: Supabase): InstallationProblem | null {
  const read = 'code' in answer ? undefined : discovery.safeParse(answer.body).data
  if (read === undefined || read.issuer === issuer) return null
  return {
    code: 'issuer_differs',
    message: `The project signs as ${read.issuer}, and SUPABASE_URL makes the relay expect ${issuer}: every sign-in is refused. Set SUPABASE_URL to the address by which the project calls itself.`,
  }
}

/** A legacy key names its project and is signed with the project's secret. */
async function problemOfLegacyKey(supabase: Supabase): Promise<InstallationProblem | null> {
  const { publishableKey, verification, url } = supabase
  const read = legacyKey.safeParse(jwt.decode(publishableKey)).data
  if (read === undefined) return null
  const project = /^([a-z0-9]+)\.supabase\.(co|in)$/.exec(new URL(url).hostname)?.[1]
  if (project !== undefined && read.ref !== undefined && read.ref !== project) {
    return {
      code: 'key_of_another_project',
      message: 'SUPABASE_ANON_KEY belongs to another project than SUPABASE_URL.',
    }
  }
  if (verification.kind !== 'hs256' || isSignedWith(verification.secret, publishableKey))
    return null
  return {
    code: 'secret_wrong',
    message: 'SUPABASE_JWT_SECRET is not the secret that signed SUPABASE_ANON_KEY.',
  }
}

function isSignedWith(secret: string, token: string): boolean {
  try {
    jwt.verify(token, secret, { algorithms: ['HS256'], ignoreExpiration: true })
    return true
  } catch {
    return false
  }
}
