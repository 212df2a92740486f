import type { FastifyPluginAsync } from 'fastify'

/** Starts the relay with these settings, and with the routes of the local Supabase beside its own. */
export type StartRelay = (
  env: NodeJS.ProcessEnv,
  plugins: FastifyPluginAsync[],
) => Promise<{ close(): Promise<void> }>

/** The real one. Loaded when it is needed: a start that is refused should be refused at once. */
export const startRelay: StartRelay = async (env, plugins) => {
  const { readConfig } = await import('../../server/config.ts')
  const { serve } = await import('../../server/main.ts')
  return serve(readConfig(env), { plugins })
}
