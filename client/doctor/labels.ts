import type { WithDoctor } from '../i18n/doctor.ts'
import type { DoctorCatalogue } from '../i18n/en/doctor.ts'
import type { Failed, Step, StepState } from './steps.ts'

/** The result of a step as a short label. */
export function resultOf(state: StepState, labels: DoctorCatalogue): string {
  if (state.kind !== 'ok') return labels.states[state.kind]
  return labels.took(state.milliseconds)
}

/** Explains what is wrong to a person who does not know what a token is. */
export function problemOf(
  { problem, database, reasons }: Failed,
  { doctor, failures }: WithDoctor,
): string {
  if (reasons) return reasons.join(' ')
  if (database) return doctor.outdated(database.migration, database.needed)
  const own: Partial<Record<string, string>> = doctor.problems
  const shared: Partial<Record<string, string>> = failures
  return own[problem] ?? shared[problem] ?? failures.internal
}

export function versionOf(step: Step, state: StepState, labels: DoctorCatalogue): string {
  if (state.kind !== 'ok' || !state.version) return ''
  if (step === 'server') return labels.version(state.version)
  const migration = labels.migration(state.version)
  return state.reindexed === undefined
    ? migration
    : `${migration}. ${labels.reindexing(Math.floor(state.reindexed * 100))}`
}
