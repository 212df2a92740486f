import { useCallback } from 'react'
import type { Report, ReportList, ReportsQuery } from '../../wire/moderation/moderation.ts'
import { useFormat } from '../i18n/language.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { PagedItems } from '../requests/PagedItems.tsx'
import { useAction } from '../requests/useAction.ts'
import { usePagedList } from '../requests/usePagedList.ts'
import { Button } from '../ui/Button.tsx'

/** How often the list is asked for while the page is visible. */
const EVERY_MS = 15_000

interface QueueProps {
  state: ReportsQuery['state']
  onOpen: (id: string) => void
}

/** One list of reports. The oldest open report comes first. */
export function Queue({ state, onOpen }: QueueProps) {
  const labels = useModerationCatalogue()
  const { moderation } = useMessenger()
  const ask = useCallback(
    (query: Pick<ReportsQuery, 'state'>, cursor?: string) => {
      const given = new URLSearchParams({ ...query, ...(cursor && { cursor }) })
      return moderation.ask<ReportList>('GET', `/api/moderation/reports?${given}`)
    },
    [moderation],
  )
  const reports = usePagedList({ state }, ask, EVERY_MS)
  const { list, load } = reports
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

  return (
    <section aria-label={labels.states[state]} className="flex flex-col gap-3">
      {state === 'open' && list.kind === 'ready' && list.items.length > 0 && (
        <Button look="primary" busy={busy} className="self-start" onClick={() => void claimNext()}>
          {labels.next}
        </Button>
      )}
      <FailureNote failure={failure} />
      <PagedItems
        paged={reports}
        labels={labels}
        none={() => labels.none[state]}
        renderRow={(report) => <ReportRow report={report} onOpen={onOpen} />}
      />
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
          {report.taken_back && ` · ${labels.takenBackShort}`}
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
