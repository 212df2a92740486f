import { memo } from 'react'
import { isBy, namedIdOf } from '../../../wire/author.ts'
import { useNow } from '../../browser/useNow.ts'
import type { Entry } from './entries.ts'
import { DayMarker, NewDivider } from './Marker.tsx'
import { useFormatted } from '../../markup/reader.ts'
import { MessageRow } from '../message/MessageRow.tsx'
import { SystemLine } from '../../conversation/SystemLine.tsx'
import { usePeople, useMessagePlace } from '../../conversation/context.ts'

interface RowsProps {
  entries: readonly Entry[]
  activeKey: string | undefined
}

export const Rows = memo(function Rows({ entries, activeKey }: RowsProps) {
  const now = useNow(60_000)
  const formatted = useFormatted()
  const { me, group, nameOfAuthor, byId } = usePeople()
  const { threadRoot } = useMessagePlace()
  const rowOf = (entry: Entry) => {
    if (entry.kind === 'day') return <DayMarker key={entry.key} at={entry.at} now={now} />
    if (entry.kind === 'new') return <NewDivider key={entry.key} />
    if (entry.kind === 'system') {
      const { kind: _, key, ...line } = entry
      return <SystemLine key={key} row={key} {...line} />
    }
    const { kind: _, key, author, ...message } = entry
    const mine = isBy(author, me)
    return (
      <MessageRow
        key={key}
        row={key}
        {...message}
        mine={mine}
        authorId={namedIdOf(author) ?? ''}
        author={nameOfAuthor(author)}
        opensAuthor={byId.has(namedIdOf(author) ?? '')}
        avatarUrl={byId.get(namedIdOf(author) ?? '')?.avatar_url ?? null}
        showAuthor={group && !mine}
        showThread={threadRoot === null}
        tabbable={key === activeKey}
        formatted={formatted}
      />
    )
  }
  return byDay(entries).map(({ key, rows }) => (
    <div key={key} className="flex flex-col">
      {rows.map(rowOf)}
    </div>
  ))
})

/**
 * The rows of each day. A day's marker stays at the top of the log while its own rows are there. The key is the date:
 * older messages of the same day join it, and no row of it is drawn anew.
 */
function byDay(entries: readonly Entry[]): { key: string; rows: Entry[] }[] {
  const days: { key: string; rows: Entry[] }[] = []
  const keys = new Map<string, number>()
  for (const entry of entries) {
    if (entry.kind === 'day') {
      const date = new Date(entry.at).toDateString()
      const count = keys.get(date) ?? 0
      keys.set(date, count + 1)
      days.push({ key: `${date} ${count}`, rows: [] })
    }
    days.at(-1)?.rows.push(entry)
  }
  return days
}
