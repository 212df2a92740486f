import type { ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { More } from './More.tsx'
import type { PagedList } from './usePagedList.ts'

interface PagedItemsProps<Question, Item> {
  paged: {
    list: PagedList<Question, Item>
    load: () => Promise<void>
    more: () => Promise<void>
  }
  labels: { loading: string; failed: string; forbidden?: string; retry: string; more: string }
  /** Why the list is empty. */
  none: (question: Question) => string
  renderRow: (item: Item) => ReactNode
}

/** The items of a list that comes page by page, or why there are none. */
export function PagedItems<Question, Item extends { id: string }>({
  paged: { list, load, more },
  labels,
  none,
  renderRow,
}: PagedItemsProps<Question, Item>) {
  if (list.kind === 'loading') {
    return (
      <p role="status" className="animate-late py-4 text-muted">
        {labels.loading}
      </p>
    )
  }
  if (list.kind === 'failed') {
    const forbidden = list.isForbidden ? labels.forbidden : undefined
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 py-4">
        <p>{forbidden ?? labels.failed}</p>
        {forbidden === undefined && <Button onClick={() => void load()}>{labels.retry}</Button>}
      </div>
    )
  }
  if (list.items.length === 0) {
    return (
      <p role="status" className="py-4 text-muted">
        {none(list.question)}
      </p>
    )
  }
  return (
    <>
      <ul className="divide-y divide-line">
        {list.items.map((item) => (
          <li key={item.id}>{renderRow(item)}</li>
        ))}
      </ul>
      {list.next !== null && <More label={labels.more} load={more} />}
    </>
  )
}
