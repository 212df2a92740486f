import { z } from 'zod'
import { isLoopback, readOrigin } from './origins.ts'

const days = 24 * 60 * 60
const seconds = (fallback: number) => z.coerce.number().int().min(1).default(fallback)
const origin = z.string().transform((text, issue) => {
  const read = readOrigin(text)
  if (read === null) issue.addIssue({ code: 'custom', message: 'is not an http(s) address' })
  return read ?? z.NEVER
})

/** Strict, because a password that is not encoded would move a part of itself into the host, and that is logged. */
const redisAddress = /^rediss?:\/\/([^\s@/?#]*@)?([\w.-]+|\[[\da-f:]+\])(:\d+)?(\/\d*)?$/i

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('localhost'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8002),
  PUBLIC_URL: origin.optional(),
  PARLEY_ORIGINS: z.string().default(''),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  REDIS_URL: z
    .string()
    .refine((text) => redisAddress.test(text) && URL.canParse(text), {
      message: 'must be redis://host or rediss://:password@host, the password percent-encoded',
    })
    .optional(),
  SUPABASE_URL: origin,
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  SUPABASE_SECRET_KEY: z.string().optional(),
  SUPABASE_JWT_SECRET: z.string().min(32, 'must be 32 characters or more').optional(),
  SUPABASE_JWKS_URL: z.url().optional(),
  PARLEY_COOKIE_SECRET: z.string().refine((text) => Buffer.byteLength(text) >= 32, {
    message: 'must be 32 bytes or more; make one with: openssl rand -base64 48',
  }),
  PARLEY_ACCESS_SECONDS: seconds(15 * 60),
  PARLEY_IDLE_SECONDS: seconds(7 * days),
  PARLEY_ABSOLUTE_SECONDS: seconds(30 * days),
  PARLEY_REFRESH_GRACE_SECONDS: seconds(60),
  PARLEY_RECHECK_SECONDS: seconds(5 * 60),
  PARLEY_ADDRESS_REQUESTS: z.coerce.number().int().min(1).default(30_000),
  PARLEY_PERSON_REQUESTS: z.coerce.number().int().min(1).default(6_000),
  PARLEY_TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  PARLEY_CLIENT_DIR: z.string().default('dist/client'),
  PARLEY_METRICS_TOKEN: z.string().min(16, 'must be 16 characters or more').optional(),
  PARLEY_DEV_MAIL: z.enum(['0', '1']).default('0'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})
export type Environment = z.infer<typeof environment>

/** The legacy names of the two keys are still found in most projects. */
function withLegacyNames(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  return {
    ...present,
    SUPABASE_PUBLISHABLE_KEY: present.SUPABASE_PUBLISHABLE_KEY ?? present.SUPABASE_ANON_KEY,
    SUPABASE_SECRET_KEY: present.SUPABASE_SECRET_KEY ?? present.SUPABASE_SERVICE_ROLE_KEY,
  }
}

/** The publishable key is handed to every browser: a secret one in its place would give the database away. */
function isSecretKey(key: string): boolean {
  if (key.startsWith('sb_secret_')) return true
  const payload = key.split('.')[1]
  if (payload === undefined) return false
  return Buffer.from(payload, 'base64url').toString('utf8').includes('"service_role"')
}

function combinedProblems(env: Environment, publicUrl: string): string[] {
  const problems: string[] = []
  if (isSecretKey(env.SUPABASE_PUBLISHABLE_KEY)) {
    problems.push('SUPABASE_PUBLISHABLE_KEY is a secret key; browsers would get it')
  }
  if (env.SUPABASE_JWT_SECRET !== undefined && env.SUPABASE_JWKS_URL !== undefined) {
    problems.push('SUPABASE_JWT_SECRET and SUPABASE_JWKS_URL: give one, the two paths never mix')
  }
  if (publicUrl.startsWith('http:') && !isLoopback(publicUrl)) {
    problems.push(`PUBLIC_URL ${publicUrl} is plain http beyond this machine; use https`)
  }
  if (env.PARLEY_IDLE_SECONDS > env.PARLEY_ABSOLUTE_SECONDS) {
    problems.push('PARLEY_IDLE_SECONDS is longer than PARLEY_ABSOLUTE_SECONDS')
  }
  for (const item of listed(env.PARLEY_ORIGINS)) {
    if (readOrigin(item) === null) problems.push(`PARLEY_ORIGINS: "${item}" is not an origin`)
  }
  return problems
}

/** The items of a list that people separate by spaces or commas. */
export const listed = (text: string) => text.split(/[\s,]+/).filter((item) => item !== '')

/** Reads the settings, or tells everything that is wrong with them. */
export function readEnvironment(
  env: NodeJS.ProcessEnv,
): { settings: Environment; publicUrl: string } | { problems: string[] } {
  const parsed = environment.safeParse(withLegacyNames(env))
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map((issue) => {
        const name = String(issue.path[0])
        return env[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`
      }),
    }
  }
  const settings = parsed.data
  const publicUrl = settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`
  const problems = combinedProblems(settings, publicUrl)
  return problems.length > 0 ? { problems } : { settings, publicUrl }
}
