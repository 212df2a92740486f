import { Suspense } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useCatalogue } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../browser/useNow.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { ListSkeleton } from './ListSkeleton.tsx'
import { Rows } from './Rows.tsx'
import type { ListFilter } from './list-filter.ts'
import { useOpenId } from '../navigation/routes.ts'
import { More } from '../requests/More.tsx'
import { TryingAgain } from '../requests/TryingAgain.tsx'
import type { ServerMatches } from './useServerMatches.ts'
import { lazy } from '../ui/later/lazy.tsx'

const FirstSteps = lazy(() => import('./FirstSteps.tsx'))

interface ListBodyProps {
  items: readonly Conversation[]
  query: string
  filter: ListFilter
  serverMatches: ServerMatches
}

/** The rows, or a notice in their place. Cached rows show while the list still loads. */
export function ListBody({ items, query, filter, serverMatches }: ListBodyProps) {
  const { conversations: labels } = useCatalogue()
  const messenger = useMessenger()
  const status = useMessengerState((state) => state.conversations.status)
  const hasMore = useMessengerState((state) => state.conversations.hasMore)
  const open = useOpenId()
  const now = useNow(60_000)
  const loadMore = () => void messenger.conversations.loadMore().catch(() => undefined)

  if (items.length === 0 && query === '' && filter === 'all') {
    if (status === 'loading') return <ListSkeleton />
    if (status === 'ready') {
      return (
        <Suspense>
          <FirstSteps place="list" />
        </Suspense>
      )
    }
    return (
      <div className="flex flex-1 flex-col items-center gap-3 p-6 text-center text-muted">
        <p>{labels.listFailed}</p>
        <Button onClick={loadMore}>{labels.retry}</Button>
      </div>
    )
  }
  return (
    <div className="list-rows px-2 pb-2">
      {query === '' && items.length === 0 && ['idle', 'done'].includes(serverMatches.state) && (
        <p className="p-4 text-center text-sm text-muted">{labels.noneOf[filter]}</p>
      )}
      <Rows items={items} open={open} now={now} />
      <ServerMatchesNote serverMatches={serverMatches} />
      {(serverMatches.isNarrowed ? serverMatches.hasMore : hasMore) && (
        <More
          key={`${filter} ${query}`}
          label={labels.loadMore}
          load={serverMatches.isNarrowed ? serverMatches.more : messenger.conversations.loadMore}
        />
      )}
    </div>
  )
}

/** Shows the state of the server's search in conversations that are not loaded. */
export function ServerMatchesNote({
  serverMatches: { state, waitUntil, retry },
}: {
  serverMatches: ServerMatches
}) {
  const { conversations: labels } = useCatalogue()
  const notes = {
    idle: null,
    done: null,
    searching: labels.searching,
    rate_limited: <TryingAgain until={waitUntil} />,
    failed: labels.restFailed,
  }
  return (
    <div
      role="status"
      className="flex flex-col items-center gap-2 p-2 text-sm text-muted empty:p-0"
    >
      {notes[state]}
      {state === 'failed' && <Button onClick={retry}>{labels.retry}</Button>}
    </div>
  )
}
