import { explain } from './local/explain.ts'

/**
 * `npm start`. With a Supabase project in the environment, it starts only the relay. On a computer without one, it also
 * starts a local Supabase and builds the page. The local code is loaded only then: a server in production has none of
 * its packages.
 */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  if (env.SUPABASE_URL || env.NODE_ENV === 'production') {
    const { run } = await import('../server/main.ts')
    await run(env)
    return
  }
  const { runLocally } = await import('./local/run.ts')
  await runLocally(env, 'built')
}

main(process.env).catch(explain)
