import { SearchX } from 'lucide-react'
import { More } from '../requests/More.tsx'
import { TryingAgain } from '../requests/TryingAgain.tsx'
import { useCatalogue } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../browser/useNow.ts'
import { Result } from './Result.tsx'
import type { useSearch } from './useSearch.ts'

/** The found messages, or the reason why there are none. */
export function Results({ search }: { search: ReturnType<typeof useSearch> }) {
  const { search: labels, refusals } = useCatalogue()
  const now = useNow(60_000)
  const { items, state } = search
  const done = state === 'done'
  const said = {
    idle: '',
    failed: '',
    searching: labels.searching,
    rate_limited: <TryingAgain until={search.waitUntil} />,
    done: items.length > 0 && labels.found(items.length, search.hasMore),
  }
  return (
    <>
      <p role="status" className="min-h-6 px-4 text-sm text-muted">
        {said[state]}
      </p>
      {state === 'failed' && (
        <div className="flex flex-col items-center gap-3 p-6 text-center">
          <p role="alert">{search.isOffline ? refusals.offline : labels.failed}</p>
          <Button onClick={search.retry}>{labels.retry}</Button>
        </div>
      )}
      {done && items.length === 0 && (
        <div className="flex flex-col items-center gap-1 p-6 text-center text-muted">
          <SearchX aria-hidden className="mb-2 size-6" />
          <p role="status" className="font-medium text-text">
            {labels.none}
          </p>
          <p className="text-sm">{labels.noneHelp}</p>
        </div>
      )}
      {items.length > 0 && state !== 'failed' && (
        <ul aria-label={labels.results} className="px-1 pb-2">
          {items.map((found) => (
            <Result key={found.message.id} found={found} now={now} />
          ))}
        </ul>
      )}
      {search.hasMore && <More key={search.question} label={labels.more} load={search.more} />}
    </>
  )
}
