import { memo } from 'react'
import { isBy, namedIdOf } from '../../../wire/author.ts'
import { useNow } from '../../browser/useNow.ts'
import type { Entry } from './entries.ts'
import { DayMarker, NewDivider } from './Marker.tsx'
import { MessageRow } from '../message/MessageRow.tsx'
import { SystemLine } from '../../conversation/SystemLine.tsx'
import { usePeople, useMessagePlace } from '../../conversation/context.ts'

interface RowsProps {
  entries: readonly Entry[]
  activeKey: string | undefined
}

export const Rows = memo(function Rows({ entries, activeKey }: RowsProps) {
  const now = useNow(60_000)
  const { me, group, nameOfAuthor, byId } = usePeople()
  const { threadRoot } = useMessagePlace()
  return entries.map((entry) => {
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
        avatarUrl={byId.get(namedIdOf(author) ?? '')?.avatar_url ?? null}
        showAuthor={group && !mine}
        showThread={threadRoot === null}
        tabbable={key === activeKey}
      />
    )
  })
})
