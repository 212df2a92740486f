import type { WithDoctor } from '../i18n/doctor.ts'
import { steps, type Examination } from './steps.ts'
import { problemOf, resultOf, versionOf } from './labels.ts'

const signs = { ok: '+', failed: 'x', skipped: '-', waiting: '-', running: '-' }

/**
 * The circumstances of the check. Only the origin of the address is used, because the rest can hold a
 * token.
 */
interface Surroundings {
  origin: string
  userAgent: string
  online: boolean
  at: Date
}

/**
 * The report to send to the operator of the site. It holds only codes, times and labels, so that no secret
 * can get into it.
 */
export function reportOf(found: Examination, around: Surroundings, catalogue: WithDoctor): string {
  const lines = steps.flatMap((step) => {
    const state = found[step]
    const title = catalogue.doctor.steps[step]
    const line = `${signs[state.kind]} ${title}: ${resultOf(state, catalogue.doctor)}`
    const version = versionOf(step, state, catalogue.doctor)
    if (state.kind !== 'failed') return [version ? `${line}, ${version}` : line]
    const request = state.requestId ? ` (${catalogue.doctor.request(state.requestId)})` : ''
    return [line, `    ${state.problem}: ${problemOf(state, catalogue)}${request}`]
  })
  return [
    `${catalogue.doctor.reportTitle} ${around.at.toISOString()}`,
    around.origin,
    around.userAgent,
    `navigator.onLine: ${around.online}`,
    '',
    ...lines,
  ].join('\n')
}
