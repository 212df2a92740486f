import { pathToFileURL } from 'node:url'
import closeWithGrace from 'close-with-grace'
import type { FastifyPluginAsync } from 'fastify'
import { buildApp } from './app.ts'
import { isTransactionPooler, TRANSACTION_POOLER } from './database/session-pooler.ts'
import { ConfigError, readConfig, type Config } from './config.ts'

/**
 * Builds the relay, lets `plugins` add to it (the start script mounts the local Supabase so), and listens.
 * Resolves with its address when it can be used.
 */
export async function serve(
  config: Config,
  { plugins = [] }: { plugins?: readonly FastifyPluginAsync[] } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  await refuseTransactionPooler(config)
  const app = await buildApp(config)
  for (const plugin of plugins) await app.register(plugin)
  const url = await app.listen({ host: config.host, port: config.port })
  return { url, close: () => app.close() }
}

/** One that cannot be reached yet is no reason not to start: it is looked at again while the relay runs. */
async function refuseTransactionPooler({ database }: Config): Promise<void> {
  const found = await isTransactionPooler(database.url, database).catch(() => false)
  if (found) throw new ConfigError([TRANSACTION_POOLER])
}

/** The whole life of a relay process: settings, listening, and an orderly stop on SIGTERM or SIGINT. */
export async function run(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    const relay = await serve(readConfig(env))
    closeWithGrace({ delay: 10_000 }, async ({ err }) => {
      if (err !== undefined)
        console.error('Parley stops after a fault it did not expect:', err.message)
      await relay.close()
    })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

const startedDirectly =
  process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href
if (startedDirectly) await run(process.env)
