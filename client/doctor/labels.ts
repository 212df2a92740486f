import type { Catalogue } from '../i18n/en.ts'
import type { Failed, Step, StepState } from './steps.ts'

/** What a step found, in a few words. */
export function resultOf(state: StepState, labels: Catalogue['doctor']): string {
  if (state.kind !== 'ok') return labels.states[state.kind]
  return labels.took(state.milliseconds)
}

/** What is the matter, in the words of someone who has never heard of a token. */
export function problemOf({ problem, database }: Failed, { doctor, failures }: Catalogue): string {
  if (database) return doctor.outdated(database.migration, database.needed)
  const own: Partial<Record<string, string>> = doctor.problems
  const shared: Partial<Record<string, string>> = failures
  return own[problem] ?? shared[problem] ?? failures.internal
}

export function versionOf(step: Step, state: StepState, labels: Catalogue['doctor']): string {
  if (state.kind !== 'ok' || !state.version) return ''
  return step === 'server' ? labels.version(state.version) : labels.migration(state.version)
}
