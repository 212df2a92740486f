import { memo } from 'react'
import { useNow } from '../ui/useNow.ts'
import type { Entry } from './entries.ts'
import { DayMarker, NewDivider } from './Marker.tsx'
import { MessageRow } from './MessageRow.tsx'

interface RowsProps {
  entries: readonly Entry[]
  me: string
  nameOf: (userId: string | null) => string
  showAuthors: boolean
  activeKey: string | undefined
}

export const Rows = memo(function Rows({ entries, me, nameOf, showAuthors, activeKey }: RowsProps) {
  const now = useNow(60_000)
  return entries.map((entry) => {
    if (entry.kind === 'day') return <DayMarker key={entry.key} at={entry.at} now={now} />
    if (entry.kind === 'new') return <NewDivider key={entry.key} />
    const { kind: _, key, ...message } = entry
    const mine = message.authorId === me
    return (
      <MessageRow
        key={key}
        row={key}
        {...message}
        mine={mine}
        author={nameOf(message.authorId)}
        showAuthor={showAuthors && !mine}
        tabbable={key === activeKey}
      />
    )
  })
})
