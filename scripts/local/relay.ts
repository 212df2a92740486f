import type { FastifyPluginAsync } from 'fastify'

/** The relay with these settings, together with the routes of the local Supabase. */
export async function startRelay(
  env: NodeJS.ProcessEnv,
  options: { plugins: FastifyPluginAsync[]; servesPage: boolean },
): Promise<{ close(): Promise<void> }> {
  // The modules are loaded late, so that a refused start ends at once.
  const { readConfig } = await import('../../server/config.ts')
  const { serve } = await import('../../server/main.ts')
  const config = readConfig(env)
  const { plugins, servesPage } = options
  return serve(servesPage ? config : { ...config, clientDir: null }, { plugins })
}
