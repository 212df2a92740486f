import { join } from 'node:path'
import { isPortFree } from '../../supabase/local/cluster/free-port.ts'
import { claimFolder, refuseForeign } from '../../supabase/local/folder/claim.ts'
import { acquireLock, refuseWhileLocked } from '../../supabase/local/folder/lock.ts'
import { startLocalSupabase } from '../../supabase/local/index.ts'
import { Refusal } from '../../supabase/local/refusal.ts'
import { buildPage, servePage } from './page.ts'
import { startRelay } from './relay.ts'
import { readSettings, type LocalSettings } from './settings.ts'
import { stopSignal } from './stop-signal.ts'
import { Teardown } from './teardown.ts'
import { welcome } from './welcome.ts'

/** Runs the database, Auth, the relay and the page on this computer until it is told to stop. */
export async function runLocally(env: NodeJS.ProcessEnv, page: 'built' | 'live'): Promise<void> {
  const settings = readSettings(env, page)
  await refuseEarly(settings, page)
  const teardown = new Teardown()
  // A signal during the start counts too.
  const told = stopSignal(env)
  try {
    await start({ env, settings, page, teardown })
    console.log(welcome(settings))
    await told
  } finally {
    await teardown.run()
  }
  process.exit(0)
}

/** Finds every reason that would stop the start, before anything is changed. */
async function refuseEarly(settings: LocalSettings, page: 'built' | 'live') {
  const { dataDir, port, livePort, host } = settings
  refuseForeign(dataDir)
  refuseWhileLocked(dataDir)
  const command = page === 'live' ? 'npm run dev' : 'npm start'
  await refuseTakenPort(port, host, `PORT=8010 ${command}`)
  if (page === 'live') await refuseTakenPort(livePort, host, `PARLEY_LIVE_PORT=5180 ${command}`)
}

async function refuseTakenPort(port: number, host: string, advice: string): Promise<void> {
  if (await isPortFree(port, host)) return
  throw new Refusal(
    `Port ${port} is taken by another program. Stop it or choose another: ${advice}`,
  )
}

async function start(options: {
  env: NodeJS.ProcessEnv
  settings: LocalSettings
  page: 'built' | 'live'
  teardown: Teardown
}): Promise<void> {
  const { env, settings, page, teardown } = options
  const { dataDir, publicUrl, confirmEmail, port, livePort, host, basePath } = settings
  claimFolder(dataDir)
  const lock = acquireLock(dataDir, publicUrl)
  teardown.add(() => lock.release())

  const log = (line: string) => console.log(line)
  const [supabase, clientDir] = await Promise.all([
    teardown.adopt(startLocalSupabase({ dataDir, publicUrl, basePath, confirmEmail, log }), (it) =>
      it.stop(),
    ),
    page === 'built' ? preparePage(settings) : undefined,
  ])
  const relayEnv = {
    LOG_LEVEL: 'warn',
    ...env,
    ...supabase.env,
    HOST: host,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    PARLEY_CLIENT_DIR: clientDir,
    PARLEY_FILES_DIR: env.PARLEY_FILES_DIR ?? join(dataDir, 'files'),
  }
  const relay = startRelay(relayEnv, {
    plugins: [supabase.plugin],
    servesPage: page === 'built',
  })
  await teardown.adopt(relay, (it) => it.close())
  if (page === 'live') {
    await teardown.adopt(servePage({ relayPort: port, livePort, basePath }), (vite) => vite.close())
  }
}

async function preparePage({ clientDir, dataDir }: LocalSettings): Promise<string> {
  if (clientDir) return clientDir
  const outDir = join(dataDir, 'client')
  await buildPage(outDir)
  return outDir
}
