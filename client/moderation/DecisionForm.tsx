import { useId, useState, type FormEvent } from 'react'
import type { Report } from '../../wire/moderation/moderation.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger } from '../messenger/context.ts'
import { TextArea } from '../ui/TextArea.tsx'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { Choices } from '../ui/choices/Choices.tsx'
import { offeredFor, type Act } from './offered.ts'

type Span = 'hour' | 'day' | 'week' | 'month' | 'ever'

const hour = 60 * 60
const seconds: Record<Span, number | undefined> = {
  hour,
  day: 24 * hour,
  week: 7 * 24 * hour,
  month: 30 * 24 * hour,
  ever: undefined,
}
const isTimed = (act: Act) => act === 'mute' || act === 'suspend'

interface DecisionFormProps {
  report: Report
  /** Messages for the refusals of the relay. */
  messages: Partial<Record<string, string>>
  onDone: () => void
}

/** The moderator chooses one action or several, and gives one reason for all of them. */
export function DecisionForm({ report, messages, onDone }: DecisionFormProps) {
  const labels = useModerationCatalogue()
  const { moderation } = useMessenger()
  const [chosen, setChosen] = useState<readonly Act[]>([])
  const [span, setSpan] = useState<Span>('day')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAction()
  const spans: Span[] = ['hour', 'day', 'week', 'month']
  if (chosen.includes('suspend') && !chosen.includes('mute')) spans.push('ever')

  function labelOf(act: Act): string {
    if (report.kind === 'appeal' && (act === 'dismiss' || act === 'release'))
      return labels.appealActions[act]
    if (report.kind === 'post' && (act === 'hide' || act === 'delete' || act === 'release'))
      return labels.postActions[act]
    return report.kind === 'review' && act === 'dismiss'
      ? labels.reviewDismiss
      : labels.actions[act]
  }

  async function decide(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (chosen.length === 0 || reason.trim() === '') return
    const limit = chosen.some(isTimed) ? seconds[span] : undefined
    const decision = { actions: chosen, reason, version: report.version }
    const body = limit === undefined ? decision : { ...decision, seconds: limit }
    const path = `/api/moderation/reports/${report.id}/actions`
    if (!(await run(() => moderation.ask('POST', path, body)))) return
    announce(labels.done)
    onDone()
  }

  return (
    <form onSubmit={decide} className="flex min-w-0 flex-col gap-4">
      <fieldset>
        <legend className="mb-1 font-bold">{labels.decision}</legend>
        {offeredFor(report).map((act) => (
          <Check
            key={act}
            label={labelOf(act)}
            checked={chosen.includes(act)}
            onChange={(checked) =>
              setChosen(checked ? [...chosen, act] : chosen.filter((one) => one !== act))
            }
          />
        ))}
      </fieldset>
      {chosen.some(isTimed) && (
        <Choices
          label={labels.howLong}
          choices={spans.map((value) => ({ value, label: labels.spans[value] }))}
          value={span}
          onChange={setSpan}
        />
      )}
      <TextArea
        label={labels.reason}
        help={labels.reasonHelp}
        error={tried && reason.trim() === '' ? labels.reasonMissing : undefined}
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
      <FailureNote failure={failure} messages={messages} />
      <Button
        type="submit"
        look="primary"
        busy={busy}
        disabled={chosen.length === 0}
        className="self-start"
      >
        {labels.decide}
      </Button>
    </form>
  )
}

interface CheckProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}

function Check({ label, checked, onChange }: CheckProps) {
  const id = useId()
  return (
    <div className="flex min-h-8 items-center gap-3 touch:min-h-11">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      <label htmlFor={id} className="flex-1 cursor-pointer">
        {label}
      </label>
    </div>
  )
}
