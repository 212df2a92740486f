import { useMemo, type RefObject } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { useMessengerState } from '../messenger/context.ts'
import { useDialogs } from '../navigation/dialogs.ts'
import { useOpenId } from '../navigation/routes.ts'
import { More } from '../requests/More.tsx'
import { Filters } from '../search/Filters.tsx'
import { Button } from '../ui/Button.tsx'
import { ServerMatchesNote } from './ListBody.tsx'
import { chosenFrom, type ListFilter } from './list-filter.ts'
import { matches } from './search/found.ts'
import { Options } from './search/Options.tsx'
import { useOptions } from './search/useOptions.tsx'
import type { ServerMatches } from './useServerMatches.ts'

interface FoundListProps {
  box: RefObject<HTMLInputElement | null>
  id: string
  typed: string
  onType: (typed: string) => void
  filter: ListFilter
  serverMatches: ServerMatches
}

const nothing = () => undefined

/** What the field of the list finds, in place of its rows. */
export default function FoundList(props: FoundListProps) {
  const { box, id, typed, onType, filter, serverMatches } = props
  const { conversations: labels, search } = useCatalogue()
  const openDialog = useDialogs()
  const items = useMessengerState((state) => state.conversations.items)
  const me = useMessengerState((state) => state.me.id)
  const open = useOpenId()
  const conversations = useMemo(
    () =>
      chosenFrom(items, { filter, isSearch: true, open }).filter((one) => matches(one, me, typed)),
    [items, filter, typed, me, open],
  )
  const found = useOptions({ typed, conversations, most: Infinity, onDone: nothing })
  const { parsed, people, messages, groups, count } = found
  const isFiltered = parsed.filters.length > 0
  const isSearched = isFiltered
    ? parsed.query === null || messages.state === 'done'
    : ['idle', 'done'].includes(serverMatches.state)
  const isEmpty = isFiltered ? count === 0 : conversations.length === 0
  const hasPeople = isFiltered || people.people.length > 0
  return (
    <div className="list-rows px-2 pb-2">
      <Filters
        filters={parsed.filters}
        lookingUp={parsed.lookingUp}
        onDrop={({ source }) => {
          onType(typed.replace(source, '').trimStart())
          box.current?.focus()
        }}
      />
      {isEmpty && isSearched && (
        <div className="flex flex-col items-center gap-3 p-4 text-center text-sm text-muted">
          <p className="[overflow-wrap:anywhere]">
            {isFiltered ? search.none : labels.nothingFound(typed)}
          </p>
          {!hasPeople && <Button onClick={() => openDialog('new')}>{labels.findPerson}</Button>}
        </div>
      )}
      <Options box={box} id={id} groups={groups} question={typed} />
      {found.problem}
      {!isFiltered && <ServerMatchesNote serverMatches={serverMatches} />}
      {!isFiltered && serverMatches.hasMore && (
        <More key={typed} label={labels.loadMore} load={serverMatches.more} />
      )}
      <p role="status" className="sr-only">
        {count > 0 && labels.found(count)}
      </p>
    </div>
  )
}
