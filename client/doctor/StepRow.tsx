import { Circle, CircleCheck, CircleMinus, CircleX } from 'lucide-react'
import { useDoctorCatalogue } from '../i18n/doctor.ts'
import { classes } from '../ui/classes.ts'
import { Spinner } from '../ui/Spinner.tsx'
import type { Step, StepState } from './steps.ts'
import { problemOf, resultOf, versionOf } from './labels.ts'

const icons = {
  ok: { Icon: CircleCheck, look: 'text-accent' },
  failed: { Icon: CircleX, look: 'text-danger' },
  skipped: { Icon: CircleMinus, look: 'text-muted' },
  waiting: { Icon: Circle, look: 'text-muted' },
}

export function StepRow({ step, state }: { step: Step; state: StepState }) {
  const catalogue = useDoctorCatalogue()
  const sign = state.kind === 'running' ? null : icons[state.kind]
  const version = versionOf(step, state, catalogue.doctor)
  return (
    <li className="flex gap-3 py-3" aria-current={state.kind === 'running' ? 'step' : undefined}>
      <span className={classes('grid size-5 shrink-0 place-items-center', sign?.look)}>
        {sign ? <sign.Icon aria-hidden className="size-5" /> : <Spinner />}
      </span>
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <div className="flex flex-wrap justify-between gap-x-4">
          <p className={classes(state.kind === 'failed' ? 'font-bold' : 'font-medium')}>
            {catalogue.doctor.steps[step]}
          </p>
          <p
            className={classes(
              'text-sm tabular-nums',
              state.kind === 'failed' ? 'text-danger' : 'text-muted',
            )}
          >
            {state.kind === 'ok' && <span className="sr-only">{catalogue.doctor.states.ok}, </span>}
            {resultOf(state, catalogue.doctor)}
          </p>
        </div>
        {version && <p className="text-sm text-muted">{version}</p>}
        {state.kind === 'failed' && (
          <div className="mt-1 flex flex-col gap-1 text-sm">
            <p>{problemOf(state, catalogue)}</p>
            <p className="text-muted">{catalogue.doctor.advice[step]}</p>
            {state.requestId && (
              <p className="text-muted">{catalogue.doctor.request(state.requestId)}</p>
            )}
          </div>
        )}
      </div>
    </li>
  )
}
