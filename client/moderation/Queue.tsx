import type { Report, ReportsQuery } from '../../wire/moderation/moderation.ts'
import { useFormat } from '../i18n/language.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { More } from '../requests/More.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { useReports } from './useReports.ts'

interface QueueProps {
  state: ReportsQuery['state']
  onOpen: (id: string) => void
}

/** One list of reports. The oldest open report comes first. */
export function Queue({ state, onOpen }: QueueProps) {
  const labels = useModerationCatalogue()
  const { moderation } = useMessenger()
  const { reports, load, more } = useReports(state)
  const { busy, failure, run } = useAction()

  const claimNext = () =>
    run(async () => {
      const { report } = await moderation.ask<{ report: Report | null }>(
        'POST',
        '/api/moderation/reports/claim',
      )
      if (report === null) await load()
      else onOpen(report.id)
    })

  if (reports.kind === 'loading') {
    return (
      <p role="status" className="animate-late text-muted">
        {labels.loading}
      </p>
    )
  }
  if (reports.kind === 'failed') {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3">
        <p>{reports.isForbidden ? labels.forbidden : labels.failed}</p>
        {!reports.isForbidden && <Button onClick={() => void load()}>{labels.retry}</Button>}
      </div>
    )
  }
  return (
    <section aria-label={labels.states[state]} className="flex flex-col gap-3">
      {state === 'open' && reports.items.length > 0 && (
        <Button look="primary" busy={busy} className="self-start" onClick={() => void claimNext()}>
          {labels.next}
        </Button>
      )}
      <FailureNote failure={failure} />
      {reports.items.length === 0 && (
        <p role="status" className="text-muted">
          {labels.none[state]}
        </p>
      )}
      <ul className="divide-y divide-line">
        {reports.items.map((report) => (
          <li key={report.id}>
            <ReportRow report={report} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {reports.next !== null && <More label={labels.more} load={more} />}
    </section>
  )
}

function ReportRow({ report, onOpen }: { report: Report; onOpen: (id: string) => void }) {
  const labels = useModerationCatalogue()
  const format = useFormat()
  const name = report.subject?.display_name ?? labels.unknownPerson
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-52 [overflow-wrap:anywhere]">
        <p className="font-medium">{labels.about(labels.kinds[report.kind], name)}</p>
        <p className="text-sm text-muted">
          {labels.reasons[report.reason]} · {labels.reporters(report.reporter_count)} ·{' '}
          {format.full(report.created_at)}
          {report.is_own && ` · ${labels.reportedByYou}`}
          {report.claimed_by && ` · ${labels.claimedBy(report.claimed_by.display_name)}`}
        </p>
      </div>
      <Button aria-label={labels.openReport(name)} onClick={() => onOpen(report.id)}>
        {labels.open}
      </Button>
    </div>
  )
}
