import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal } from '../../supabase/local/refusal.ts'

/** The checkout, from whichever folder the command was given. */
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

export interface LocalSettings {
  host: string
  port: number
  /** The address at which Vite serves the page during development. */
  livePort: number
  dataDir: string
  publicUrl: string
  /** The path that Parley lies under. The relay checks it. */
  basePath: string
  confirmEmail: boolean
  /** A page that was built elsewhere. It is not built again. */
  clientDir: string | null
}

/** The settings that a local start offers. Every other setting has one right value there. */
export function readSettings(env: NodeJS.ProcessEnv, page: 'built' | 'live'): LocalSettings {
  const port = readPort('PORT', env.PORT || '8002')
  const livePort = readPort('PARLEY_LIVE_PORT', env.PARLEY_LIVE_PORT || '5173')
  const usual = `http://localhost:${page === 'live' ? livePort : port}`
  return {
    host: env.HOST || 'localhost',
    port,
    livePort,
    dataDir: dataDirOf(env),
    publicUrl: (env.PUBLIC_URL || usual).replace(/\/+$/, ''),
    basePath: env.PARLEY_BASE_PATH || '',
    confirmEmail: env.PARLEY_CONFIRM_EMAIL === '1',
    clientDir: env.PARLEY_CLIENT_DIR ? resolve(env.PARLEY_CLIENT_DIR) : null,
  }
}

/** The folder for all local data. */
export function dataDirOf(env: NodeJS.ProcessEnv): string {
  return resolve(REPOSITORY, env.PARLEY_DATA_DIR || '.parley')
}

function readPort(setting: string, text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Refusal(`${setting} is "${text}"; it must be a number from 1 to 65535.`)
}
