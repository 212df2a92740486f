import { explain } from './local/explain.ts'

/**
 * `npm start`. With a Supabase project in the environment, the relay alone; on a computer
 * without one, a local Supabase and a freshly built page as well. The local part is loaded only
 * then: a server in production has none of its packages.
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
