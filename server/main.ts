import { pathToFileURL } from 'node:url'
import closeWithGrace from 'close-with-grace'
import type { FastifyPluginAsync } from 'fastify'
import { buildApp } from './app.ts'
import { isTransactionPooler, TRANSACTION_POOLER } from './database/session-pooler.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import type { App } from './http/types.ts'

/** How often a database that could not be reached at start is looked at. */
const LOOK_AGAIN_MILLISECONDS = 10_000

/**
 * Builds the relay, lets `plugins` add to it (the start script mounts the local Supabase so), and listens.
 * Resolves with its address when it can be used.
 * @throws ConfigError when the database is behind a transaction pooler
 */
export async function serve(
  config: Config,
  { plugins = [] }: { plugins?: readonly FastifyPluginAsync[] } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const isPooled = await looksPooled(config)
  if (isPooled === true) throw new ConfigError([TRANSACTION_POOLER])
  const app = await buildApp(config)
  for (const plugin of plugins) await app.register(plugin)
  const url = await app.listen({ host: config.host, port: config.port })
  const stopLooking = isPooled === null ? endWhenPooled(config, app) : () => undefined
  return {
    url,
    async close() {
      stopLooking()
      await app.close()
    },
  }
}

/** Null when the database cannot be reached: that is no reason not to start. */
const looksPooled = ({ database }: Config) =>
  isTransactionPooler(database.url, database).catch(() => null)

/** A relay that started before its database learns later what it is behind. Returns the function that stops looking. */
function endWhenPooled(config: Config, app: App): () => void {
  let timer: NodeJS.Timeout
  const look = async () => {
    const isPooled = await looksPooled(config)
    if (isPooled === null) return later()
    if (!isPooled) return
    app.log.fatal(TRANSACTION_POOLER)
    process.exitCode = 1
    await app.close()
  }
  const later = () => {
    timer = setTimeout(() => void look(), LOOK_AGAIN_MILLISECONDS).unref()
  }
  later()
  return () => clearTimeout(timer)
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
