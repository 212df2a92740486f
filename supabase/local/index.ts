import { fileURLToPath } from 'node:url'
import type { FastifyPluginAsync } from 'fastify'
import { Mailbox } from './auth/mailbox.ts'
import { authPlugin } from './auth/plugin.ts'
import { startCluster } from './cluster/postgres.ts'
import { provisionDatabase } from './database/provision.ts'
import { keepSecrets } from './folder/secrets.ts'
import { seedPeople } from './seed.ts'

export interface LocalSupabaseOptions {
  /** A folder that is ours already: see `claimFolder`. */
  dataDir: string
  /** The origin where people open Parley. It is the issuer of tokens. */
  publicUrl: string
  /** The path of Parley there. Mailed links lead to it. */
  basePath: string
  /** Whether a sign-up with a password needs a confirmation mail. */
  confirmEmail: boolean
  log(line: string): void
}

/** What the rest of Parley uses: the settings of a Supabase project, and its routes. */
export interface LocalSupabase {
  env: Record<string, string>
  plugin: FastifyPluginAsync
  stop(): Promise<void>
}

/** A Supabase project without Docker: PostgreSQL, roles, migrations, Auth, three people. */
export async function startLocalSupabase(options: LocalSupabaseOptions): Promise<LocalSupabase> {
  const { dataDir, publicUrl, basePath, confirmEmail, log } = options
  const secrets = keepSecrets(dataDir)
  const password = secrets.databasePassword
  const cluster = await startCluster({ dataDir, password })
  try {
    const migrationsDir = fileURLToPath(new URL('../migrations', import.meta.url))
    const applied = await provisionDatabase({
      cluster,
      database: 'postgres',
      password,
      migrationsDir,
    })
    if (applied.length > 0) log(`Database: ${applied.length} migrations applied`)
    const authUrl = cluster.url('supabase_auth_admin', 'postgres')
    await seedPeople(authUrl)
    return {
      env: {
        SUPABASE_URL: publicUrl,
        SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
        SUPABASE_SECRET_KEY: secrets.secretKey,
        SUPABASE_JWT_SECRET: secrets.jwtSecret,
        DATABASE_URL: cluster.url('postgres', 'postgres'),
        PARLEY_COOKIE_SECRET: secrets.cookieSecret,
        PARLEY_DEV_MAIL: '1',
        // The people of a laptop are all new.
        PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0',
      },
      plugin: authPlugin({
        databaseUrl: authUrl,
        publicUrl,
        siteUrl: publicUrl + basePath,
        jwtSecret: secrets.jwtSecret,
        publishableKey: secrets.publishableKey,
        secretKey: secrets.secretKey,
        confirmEmail,
        mailbox: new Mailbox(),
      }),
      stop: () => cluster.stop(),
    }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}
