import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../supabase/local/cluster/free-port.ts'
import { SERVER_KEY } from './marketplace.ts'
import { MODERATOR } from './people.ts'
import { runScript } from '../testing/parley.ts'

/** Runs `npm start` as for a newcomer, but sign-up asks for a confirmation mail. */
export default async function startParley(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-'))
  const port = await freePort()
  const parley = runScript('scripts/start.ts', {
    PORT: String(port),
    PARLEY_DATA_DIR: join(folder, 'data'),
    PARLEY_CONFIRM_EMAIL: '1',
    PARLEY_SERVER_KEY: SERVER_KEY,
    PARLEY_FIRST_MODERATOR: MODERATOR,
    PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0',
    PARLEY_COLLECT_SECONDS: '1',
    // Tests ask no site of the world.
    PARLEY_LINK_PREVIEWS: 'off',
  })
  await parley.running
  process.env.PARLEY_E2E_URL = `http://localhost:${port}`
  process.env.PARLEY_E2E_DATA = join(folder, 'data')
  process.env.PARLEY_E2E_PAGE = join(folder, 'data', 'client')

  return async () => {
    parley.signal('SIGTERM')
    await parley.exited
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}
