import { join } from 'node:path'
import { isPortFree } from '../../supabase/local/cluster/free-port.ts'
import { claimFolder, refuseForeign } from '../../supabase/local/folder/claim.ts'
import { acquireLock, refuseWhileHeld } from '../../supabase/local/folder/lock.ts'
import { startLocalSupabase } from '../../supabase/local/index.ts'
import { Refusal } from '../../supabase/local/refusal.ts'
import { buildPage, servePage } from './page.ts'
import { startRelay, type StartRelay } from './relay.ts'
import { DEV_PORT, readSettings, type LocalSettings } from './settings.ts'
import { stopSignal } from './stop-signal.ts'
import { Teardown } from './teardown.ts'
import { welcome } from './welcome.ts'

/** Everything on this computer: the database, Auth, the relay and the page, until told to stop. */
export async function runLocally(
  env: NodeJS.ProcessEnv,
  page: 'built' | 'live',
  relay: StartRelay = startRelay,
): Promise<void> {
  const settings = readSettings(env, page)
  await refuseEarly(settings, page)
  const teardown = new Teardown()
  // Heard from the first moment on.
  const told = stopSignal(env)
  try {
    await start({ env, settings, page, relay, teardown })
    console.log(welcome(settings))
    await told
  } finally {
    await teardown.run()
  }
  process.exit(0)
}

/** Whatever would stop the start is said before anything is touched. */
async function refuseEarly({ dataDir, port, host }: LocalSettings, page: 'built' | 'live') {
  refuseForeign(dataDir)
  refuseWhileHeld(dataDir)
  const [command, needed] = page === 'live' ? ['run dev', [port, DEV_PORT]] : ['start', [port]]
  for (const wanted of needed) {
    if (await isPortFree(wanted, host)) continue
    const advice = wanted === port ? ` or choose another: PORT=8010 npm ${command}` : ' first.'
    throw new Refusal(`Port ${wanted} is taken by another program. Stop it${advice}`)
  }
}

async function start(options: {
  env: NodeJS.ProcessEnv
  settings: LocalSettings
  page: 'built' | 'live'
  relay: StartRelay
  teardown: Teardown
}): Promise<void> {
  const { env, settings, page, relay, teardown } = options
  const { dataDir, publicUrl, confirmEmail, port, host } = settings
  claimFolder(dataDir)
  const lock = acquireLock(dataDir, publicUrl)
  teardown.add(() => lock.release())

  const log = (line: string) => console.log(line)
  const [supabase, clientDir] = await Promise.all([
    teardown.adopt(startLocalSupabase({ dataDir, publicUrl, confirmEmail, log }), (it) =>
      it.stop(),
    ),
    page === 'built' ? preparePage(settings) : '',
  ])
  const relayEnv = {
    LOG_LEVEL: 'warn',
    ...env,
    ...supabase.env,
    HOST: host,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    PARLEY_CLIENT_DIR: clientDir,
  }
  await teardown.adopt(relay(relayEnv, [supabase.plugin]), (it) => it.close())
  if (page === 'live') await teardown.adopt(servePage(port), (vite) => vite.close())
}

async function preparePage({ clientDir, dataDir }: LocalSettings): Promise<string> {
  if (clientDir) return clientDir
  const outDir = join(dataDir, 'client')
  await buildPage(outDir)
  return outDir
}
