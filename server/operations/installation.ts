import type { InstallationProblem } from '../../wire/operations.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'
import { requireCurrentDatabase } from './database-state.ts'
import { problemsOfSupabase } from './supabase-check.ts'

/** Whoever asks within this time gets the same answer: it costs requests to Supabase. */
const FRESH_MILLISECONDS = 15_000
/** As long as something is wrong, it is looked at again. */
const AGAIN_MILLISECONDS = 30_000

export interface Installation {
  /** What is wrong with the settings, the database or the Supabase project, in words; empty when nothing is. */
  problems(): Promise<InstallationProblem[]>
  /** Writes each problem into the log when it is found, and that it is gone when it is. */
  watch(): void
  close(): void
}

export function createInstallation({
  config,
  sql,
  log,
}: {
  config: Config
  sql: Database
  log: Logger
}): Installation {
  let last: { at: number; found: Promise<InstallationProblem[]> } | null = null
  let told = new Map<string, string>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const look = async () => {
    const [database, supabase] = await Promise.all([
      problemOfDatabase(sql),
      problemsOfSupabase(config.supabase),
    ])
    return database === null ? supabase : [database, ...supabase]
  }

  async function tell(): Promise<void> {
    const found = await look()
    if (isClosed) return
    for (const { code, message } of found) {
      if (told.get(code) !== message) log.error({ problem: code }, message)
    }
    for (const code of told.keys()) {
      if (!found.some((problem) => problem.code === code)) log.info({ problem: code }, 'mended')
    }
    told = new Map(found.map(({ code, message }) => [code, message]))
    if (told.size > 0) timer = setTimeout(() => void tell(), AGAIN_MILLISECONDS).unref()
  }

  return {
    problems() {
      const now = performance.now()
      if (last === null || now - last.at > FRESH_MILLISECONDS) last = { at: now, found: look() }
      return last.found
    },
    watch: () => void tell(),
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

async function problemOfDatabase(sql: Database): Promise<InstallationProblem | null> {
  try {
    await requireCurrentDatabase(sql)
    return null
  } catch (error) {
    return {
      code: 'database',
      message: error instanceof Refusal ? error.message : 'The database cannot be used.',
    }
  }
}
