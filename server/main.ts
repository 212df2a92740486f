import { existsSync, realpathSync } from 'node:fs'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { buildApp } from './app.ts'
import { isTransactionPooler, TRANSACTION_POOLER } from './database/session-pooler.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import type { App } from './http/types.ts'

/** Seconds between looks at a database that could not be reached at the start. */
const LOOK_AGAIN_MILLISECONDS = 10_000
/** A relay that has not stopped in this time, without the time for its sockets, is ended. */
const GRACE_MILLISECONDS = 10_000

/**
 * Builds the relay, lets `plugins` add to it (the start script mounts the local Supabase so), and listens. Resolves
 * with the address when the relay can be used.
 * @throws ConfigError when DATABASE_URL leads to a transaction pooler
 */
export async function serve(
  config: Config,
  { plugins = [] }: { plugins?: readonly FastifyPluginAsync[] } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const isPooled = await looksPooled(config)
  if (isPooled === true) throw new ConfigError([TRANSACTION_POOLER])
  const app = await buildApp(config)
  for (const plugin of plugins) await app.register(besideParley(plugin))
  const url = await app.listen({ host: config.host, port: config.port })
  const stopLooking = isPooled === null ? endWhenPooled(config, app) : () => undefined
  return {
    url,
    async close() {
      stopLooking()
      await app.drain()
      await app.close()
    },
  }
}

/** A plugin is another service on the same host, so its routes lie at the root and not under the base path. */
const besideParley = (plugin: FastifyPluginAsync) => async (scope: FastifyInstance) => {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, atRoot: true }
  })
  await scope.register(plugin)
}

/** Null when the database cannot be reached: the relay starts all the same. */
const looksPooled = ({ database }: Config) =>
  isTransactionPooler(database.url, database).catch(() => null)

/**
 * A relay that started before its database checks later whether it uses a transaction pooler. The returned function
 * stops the check.
 */
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
    const config = readConfig(env)
    const relay = await serve(config)
    const delay = GRACE_MILLISECONDS + config.nodes.drainSeconds * 1_000
    closeWithGrace({ delay }, async ({ err }) => {
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

/** Node names the script as it was typed, maybe through a link, and the module by its real place. */
function isStarted(script = ''): boolean {
  return existsSync(script) && realpathSync(script) === realpathSync(import.meta.filename)
}
if (isStarted(process.argv[1])) await run(process.env)
