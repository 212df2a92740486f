import { useCallback, useEffect, useState } from 'react'
import type { ReportDetails } from '../../wire/moderation/moderation.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { failureOf, type Failure } from '../requests/failure.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { DecisionForm } from './DecisionForm.tsx'
import { isAboutAlias } from './offered.ts'
import { Evidence } from './Evidence.tsx'
import { Unmask } from './Unmask.tsx'

/** One report: its copies, its history, and the decision of the moderator who has claimed it. */
export function ReportPage({ id, onClose }: { id: string; onClose: () => void }) {
  const labels = useModerationCatalogue()
  const { moderation } = useMessenger()
  const me = useMessengerState((state) => state.me.id)
  const [details, setDetails] = useState<ReportDetails | null>(null)
  const [failed, setFailed] = useState<Failure | null>(null)
  const { busy, failure, run } = useAction()
  const path = `/api/moderation/reports/${id}`

  const load = useCallback(
    () =>
      moderation.ask<ReportDetails>('GET', path).then(
        (answer) => (setDetails(answer), setFailed(null)),
        (problem: unknown) => setFailed(failureOf(problem)),
      ),
    [moderation, path],
  )
  useEffect(() => void load(), [load])

  const messages = {
    other_moderator: labels.otherModerator,
    own_report: labels.ownReport,
    not_found: labels.gone,
    taken_back: labels.takenBack,
  }
  const isMine = details?.claimed_by?.id === me && details.decided_at === null
  const claim = (method: 'PUT' | 'DELETE') =>
    run(() => moderation.ask(method, `${path}/claim`)).then(load)

  return (
    <article className="flex flex-col gap-6">
      <div className="flex flex-wrap gap-2">
        <Button onClick={onClose}>{labels.all}</Button>
        {details?.decided_at === null && !details.is_own && (
          <Button
            look={isMine ? 'plain' : 'primary'}
            busy={busy}
            onClick={() => void claim(isMine ? 'DELETE' : 'PUT')}
          >
            {isMine ? labels.giveBack : labels.claim}
          </Button>
        )}
      </div>
      {details?.taken_back && !failure && <p role="status">{labels.takenBack}</p>}
      {details?.is_own && <p role="status">{labels.ownReport}</p>}
      <FailureNote failure={failure ?? failed} messages={messages} />
      {details === null && !failed && (
        <p role="status" className="animate-late text-muted">
          {labels.loading}
        </p>
      )}
      {details && (
        <div className="grid items-start gap-8 lg:grid-cols-2">
          <Evidence details={details} isMine={isMine} onChanged={load} />
          {isMine && (
            <div className="flex min-w-0 flex-col gap-8">
              <DecisionForm
                key={details.version}
                report={details}
                messages={messages}
                onDone={onClose}
              />
              {isAboutAlias(details) && <Unmask reportId={id} />}
            </div>
          )}
        </div>
      )}
    </article>
  )
}
