import type { InstallationProblem } from '../../wire/operations.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import type { Nodes } from '../nodes/nodes.ts'
import { Refusal } from '../refusal.ts'
import { requireCurrentDatabase } from './database-state.ts'
import { problemsOfSupabase } from './supabase-check.ts'

/** Requests within this time get the same answer, because each check sends requests to Supabase. */
const FRESH_MILLISECONDS = 15_000
/** While a problem exists, it is checked again after this time. */
const AGAIN_MILLISECONDS = 30_000

export interface Installation {
  /** The problems of the settings, the database and the Supabase project, as sentences. Empty when there is none. */
  problems(): Promise<InstallationProblem[]>
  /** Logs each problem when it is found, and again when it is solved. */
  watch(): void
  close(): void
}

export function createInstallation({
  config,
  sql,
  nodes,
  log,
}: {
  config: Config
  sql: Database
  nodes: Pick<Nodes, 'isHearing'>
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
    return [database, problemOfNodes(nodes), ...supabase].filter((problem) => problem !== null)
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

/** A relay that hears nothing cannot know whether there are other relays. So this is a problem in any case. */
function problemOfNodes({ isHearing }: Pick<Nodes, 'isHearing'>): InstallationProblem | null {
  if (isHearing) return null
  return {
    code: 'nodes',
    message:
      'This relay cannot hear other relays. Their messages come late. Check REDIS_URL, or without it DATABASE_URL.',
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
