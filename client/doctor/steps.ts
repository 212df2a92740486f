import type { DatabaseState } from '../../wire/operations.ts'
import type { Messenger } from '../realtime/messenger.ts'
import type { Finding, SessionChecks } from '../session/model.ts'

/**
 * The steps from this page to a sent message, in order. The database step does not depend on the ones
 * before it.
 */
export const steps = [
  'server',
  'installation',
  'supabase',
  'signed_in',
  'bridge',
  'cookie',
  'socket',
  'round_trip',
  'version',
] as const
export type Step = (typeof steps)[number]

type Problem =
  | Extract<Finding, { kind: 'failed' }>['cause']
  | 'no_messenger'
  | 'no_socket'
  | 'no_answer'
  | 'outdated'
  | 'misconfigured'

export type StepState =
  | { kind: 'waiting' | 'running' | 'skipped' }
  /** `reindexed` is the share of the messages that the search has indexed anew. It is there while that goes on. */
  | { kind: 'ok'; milliseconds: number; version: string | null; reindexed?: number | undefined }
  | Failed

export interface Failed {
  kind: 'failed'
  problem: Problem
  requestId: string | null
  /** Given with `outdated`: the migration that the database has, and the one that it needs. */
  database?: DatabaseState
  /** Given with `misconfigured`: the server's sentence about what has to be mended. */
  reasons?: string[]
}

export type Examination = Readonly<Record<Step, StepState>>

/** The step that each step depends on. If that one failed, this one is skipped. */
const needs: Readonly<Partial<Record<Step, Step>>> = {
  installation: 'server',
  supabase: 'server',
  signed_in: 'server',
  bridge: 'signed_in',
  cookie: 'bridge',
  socket: 'cookie',
  round_trip: 'socket',
  version: 'server',
}

export interface Patient {
  checks: SessionChecks
  /** Resolves with the messenger, or with null when waiting for it took too long. */
  messenger(): Promise<Messenger | null>
  /** Resolves to true when the messenger is online, and to false when that takes too long. */
  online(messenger: Messenger): Promise<boolean>
  now(): number
}

type Look = Finding | { kind: 'failed'; problem: Problem }

const fine: Look = { kind: 'ok', version: null }

const looks: Readonly<Record<Step, (patient: Patient) => Promise<Look>>> = {
  server: ({ checks }) => checks.server(),
  installation: ({ checks }) => checks.installation(),
  supabase: ({ checks }) => checks.supabase(),
  signed_in: ({ checks }) => checks.signedIn(),
  bridge: ({ checks }) => checks.bridge(),
  cookie: ({ checks }) => checks.cookie(),
  version: ({ checks }) => checks.database(),
  async socket(patient) {
    const messenger = await patient.messenger()
    if (!messenger) return { kind: 'failed', problem: 'no_messenger' }
    return (await patient.online(messenger)) ? fine : { kind: 'failed', problem: 'no_socket' }
  },
  async round_trip(patient) {
    const messenger = await patient.messenger()
    if (!messenger) return { kind: 'failed', problem: 'no_messenger' }
    return messenger.connection.roundTrip().then(
      () => fine,
      () => ({ kind: 'failed', problem: 'no_answer' }) as const,
    )
  },
}

export const unexamined = Object.fromEntries(
  steps.map((step) => [step, { kind: 'waiting' }]),
) as Examination

/** Runs one step after the other and reports each change. After an abort it reports nothing. */
export async function examine(
  patient: Patient,
  tell: (found: Examination) => void,
  signal: AbortSignal,
): Promise<void> {
  let found: Examination = unexamined
  const note = (step: Step, state: StepState) => {
    found = { ...found, [step]: state }
    if (!signal.aborted) tell(found)
  }
  tell(found)
  for (const step of steps) {
    const before = needs[step]
    if (before && found[before].kind !== 'ok') {
      note(step, { kind: 'skipped' })
      continue
    }
    note(step, { kind: 'running' })
    const began = patient.now()
    const look = await looks[step](patient)
    if (signal.aborted) return
    note(step, outcome(look, Math.round(patient.now() - began)))
  }
}

function outcome(look: Look, milliseconds: number): StepState {
  if (look.kind === 'ok') {
    const { version, reindexed } = look
    return { kind: 'ok', milliseconds, version, ...(reindexed !== undefined && { reindexed }) }
  }
  if (look.kind === 'outdated') {
    return { kind: 'failed', problem: 'outdated', requestId: null, database: look.database }
  }
  if (look.kind === 'misconfigured') {
    return { kind: 'failed', problem: 'misconfigured', requestId: null, reasons: look.reasons }
  }
  return 'problem' in look
    ? { kind: 'failed', problem: look.problem, requestId: null }
    : { kind: 'failed', problem: look.cause, requestId: look.requestId }
}

export function verdict(found: Examination): 'running' | 'ok' | 'failed' {
  const states = steps.map((step) => found[step].kind)
  if (states.some((kind) => kind === 'waiting' || kind === 'running')) return 'running'
  return states.every((kind) => kind === 'ok') ? 'ok' : 'failed'
}
