import type { Text } from '../i18n/en.ts'
import type { Failed, Step, StepState } from './steps.ts'

/** What a step found, in a few words. */
export function resultOf(state: StepState, text: Text['doctor']): string {
  if (state.kind !== 'ok') return text.states[state.kind]
  return text.took(state.milliseconds)
}

/** What is the matter, in the words of someone who has never heard of a token. */
export function problemOf({ problem, database }: Failed, { doctor, failures }: Text): string {
  if (database) return doctor.outdated(database.migration, database.needed)
  const own: Partial<Record<string, string>> = doctor.problems
  const shared: Partial<Record<string, string>> = failures
  return own[problem] ?? shared[problem] ?? failures.internal
}

export function versionOf(step: Step, state: StepState, text: Text['doctor']): string {
  if (state.kind !== 'ok' || !state.version) return ''
  return step === 'server' ? text.version(state.version) : text.migration(state.version)
}
