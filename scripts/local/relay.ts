import type { FastifyPluginAsync } from 'fastify'

/** The relay with these settings, and with the routes of the local Supabase beside its own. */
export async function startRelay(
  env: NodeJS.ProcessEnv,
  options: { plugins: FastifyPluginAsync[]; servesPage: boolean },
): Promise<{ close(): Promise<void> }> {
  // Loaded late: a start that is refused is refused at once.
  const { readConfig } = await import('../../server/config.ts')
  const { serve } = await import('../../server/main.ts')
  const config = readConfig(env)
  const { plugins, servesPage } = options
  return serve(servesPage ? config : { ...config, clientDir: null }, { plugins })
}
