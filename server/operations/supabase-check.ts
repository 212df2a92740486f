import jwt from 'jsonwebtoken'
import { z } from 'zod'
import type { InstallationProblem } from '../../wire/operations.ts'
import type { Config } from '../config.ts'
import { codeOf } from '../database/faults.ts'

type Supabase = Config['supabase']

const PATIENCE_MILLISECONDS = 5_000

const authSettings = z.object({ external: z.record(z.string(), z.unknown()) })
const keySet = z.object({ keys: z.array(z.object({ kid: z.string().optional() })) })
const discovery = z.object({ issuer: z.string() })
const legacyKey = z.object({ ref: z.string().optional(), role: z.string() })

type Answer = { status: number; body: unknown } | { code: string }

/**
 * Whether the settings lead to a Supabase project and match how it signs its tokens. The problems may name addresses of
 * the project, which every browser knows. They hold no key, secret or token.
 */
export async function problemsOfSupabase(supabase: Supabase): Promise<InstallationProblem[]> {
  const auth = `${supabase.url}/auth/v1`
  const { publishableKey } = supabase
  const [settings, ...rest] = await Promise.all([
    ask(`${auth}/settings`, publishableKey).then((answer) => problemOfUrl(answer)),
    ask(supabase.verification.jwksUrl).then((answer) => problemOfKeys(answer, supabase)),
    // The gateway of the self-hosted compose file answers this only to a key.
    ask(`${auth}/.well-known/openid-configuration`, publishableKey).then((answer) =>
      problemOfIssuer(answer, supabase),
    ),
  ])
  // An address without a Supabase project gives no information about keys.
  if (settings !== null) return [settings]
  return [...rest, problemOfLegacyKey(supabase)].filter((problem) => problem !== null)
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

/** What cannot be known yet is a problem too, so that it is looked at again. */
function failureOf(answer: Answer): string | null {
  if ('code' in answer) return answer.code
  return answer.status >= 500 ? `status ${answer.status}` : null
}

function problemOfKeys(answer: Answer, { verification }: Supabase): InstallationProblem | null {
  const read = 'code' in answer ? undefined : keySet.safeParse(answer.body).data
  const count = read?.keys.length ?? null
  const failure = failureOf(answer)
  const needsKeys = verification.secret === null
  // A project that signs with its secret alone may have an older Auth server, which has no such address.
  if (count === null && (needsKeys || failure !== null)) {
    const found = failure ?? ('status' in answer ? `status ${answer.status}` : '')
    return {
      code: 'keys_unreachable',
      message: `The project's signing keys cannot be read (${found}).`,
    }
  }
  if (count === 0 && needsKeys) {
    return {
      code: 'no_signing_keys',
      message:
        'The project publishes no signing keys, so it signs with its legacy secret: set SUPABASE_JWT_SECRET, or let the project sign with asymmetric keys.',
    }
  }
  if (count === null || count === 0 || needsKeys) return null
  return {
    code: 'secret_left_over',
    message:
      'The project publishes signing keys, and SUPABASE_JWT_SECRET is set: tokens of both are accepted. When the project has signed with its keys for longer than a token lives (1 h by default), remove the setting, because whoever knows the secret can sign in as anybody.',
  }
}

/** Only newer versions of Auth name their issuer. An empty one means that tokens name none. */
function problemOfIssuer(answer: Answer, { issuer }: Supabase): InstallationProblem | null {
  const failure = failureOf(answer)
  if (failure !== null) {
    return {
      code: 'issuer_unknown',
      message: `The project's openid-configuration cannot be read (${failure}), so the relay does not know yet whether SUPABASE_JWT_ISSUER fits.`,
    }
  }
  const read = 'code' in answer ? undefined : discovery.safeParse(answer.body).data
  if (read === undefined || read.issuer === issuer) return null
  const signs =
    read.issuer === ''
      ? 'The tokens of the project name no issuer'
      : `The project signs as ${read.issuer}`
  const expected = issuer === '' ? 'tokens without an issuer' : issuer
  const mend =
    read.issuer === ''
      ? 'Set SUPABASE_JWT_ISSUER to an empty value.'
      : `Set SUPABASE_JWT_ISSUER=${read.issuer}, or SUPABASE_URL to the address by which the project calls itself.`
  return {
    code: 'issuer_differs',
    message: `${signs}, and the relay expects ${expected}: every sign-in is refused. ${mend}`,
  }
}

/** A legacy key names its project and is signed with the project's secret. */
function problemOfLegacyKey(supabase: Supabase): InstallationProblem | null {
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
  const { secret } = verification
  if (secret === null || isSignedWith(secret, publishableKey)) return null
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
