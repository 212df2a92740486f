import { useCallback, useEffect, useState } from 'react'
import type { Report, ReportList, ReportsQuery } from '../../wire/moderation/moderation.ts'
import { useMessenger } from '../messenger/context.ts'
import { failureOf } from '../requests/failure.ts'

/** How often the list is asked for while the page is visible. */
const EVERY_MS = 15_000

type Reports =
  | { kind: 'loading' }
  | { kind: 'failed'; isForbidden: boolean }
  | { kind: 'ready'; items: readonly Report[]; next: string | null }

/** One list of the queue. A list that was paged further is not asked for again by itself. */
export function useReports(state: ReportsQuery['state']) {
  const { moderation } = useMessenger()
  const [reports, setReports] = useState<Reports>({ kind: 'loading' })
  const [isPaged, setIsPaged] = useState(false)

  const page = useCallback(
    (cursor: string | null) =>
      moderation.ask<ReportList>(
        'GET',
        `/api/moderation/reports?${new URLSearchParams({ state, ...(cursor && { cursor }) })}`,
      ),
    [moderation, state],
  )

  const load = useCallback(async () => {
    try {
      const { items, next_cursor: next } = await page(null)
      setIsPaged(false)
      setReports({ kind: 'ready', items, next })
    } catch (failure) {
      const isForbidden = failureOf(failure).code === 'forbidden'
      setReports((known) =>
        known.kind === 'ready' && !isForbidden ? known : { kind: 'failed', isForbidden },
      )
    }
  }, [page])

  async function more() {
    if (reports.kind !== 'ready') return
    const { items, next_cursor: next } = await page(reports.next)
    setIsPaged(true)
    setReports({ kind: 'ready', items: [...reports.items, ...items], next })
  }

  useEffect(() => {
    const look = () => void (document.visibilityState === 'visible' && !isPaged && load())
    look()
    const timer = setInterval(look, EVERY_MS)
    return () => clearInterval(timer)
  }, [load, isPaged])

  return { reports, load, more }
}
