import { Search, SquarePen, X } from 'lucide-react'
import { Suspense, useDeferredValue, useId, useMemo, useRef, useState } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { SearchButton } from '../search/SearchButton.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { readSetting } from '../browser/settings.ts'
import { useMessengerState } from '../messenger/context.ts'
import { FilterChips } from './FilterChips.tsx'
import { ListBody } from './ListBody.tsx'
import { chosenFrom, type ListFilter } from './list-filter.ts'
import { Notes } from '../requests/Notes.tsx'
import { useOpenId } from '../navigation/routes.ts'
import { useDialogs } from '../navigation/dialogs.ts'
import { useServerMatches } from './useServerMatches.ts'
import { lazy } from '../ui/later/lazy.tsx'

const FoundList = lazy(() => import('./FoundList.tsx'))
const WelcomeCard = lazy(() => import('../account/WelcomeCard.tsx'))

/**
 * The list of conversations with its chips and the one search. Loaded rows show at once; people, messages and the
 * server's matches follow.
 */
export function ConversationList() {
  const { conversations: labels } = useCatalogue()
  const openDialog = useDialogs()
  const items = useMessengerState((state) => state.conversations.items)
  const [query, setQuery] = useState('')
  const [filter, setFilter] = useState<ListFilter>('all')
  const [isNewAccount] = useState(() => readSetting('welcome') !== null)
  const open = useOpenId()
  const wanted = useDeferredValue(query.trim())
  const shown = useMemo(
    () => chosenFrom(items, { filter, isSearch: false, open }),
    [items, filter, open],
  )

  const serverMatches = useServerMatches(wanted, filter)
  const box = useRef<HTMLInputElement>(null)
  const foundId = useId()
  const list = (
    <ListBody items={shown} query={wanted} filter={filter} serverMatches={serverMatches} />
  )

  return (
    <nav
      aria-label={labels.navigation}
      className="shell-list min-h-0 border-e border-line bg-surface"
    >
      <Notes>
        <div className="flex flex-col gap-2 px-3 pt-safe-2 pb-2">
          <div className="flex h-11 items-center justify-between ps-1">
            <h2 className="text-lg font-bold">{labels.navigation}</h2>
            <span className="flex gap-1">
              <SearchButton />
              <IconButton icon={SquarePen} label={labels.start} onClick={() => openDialog('new')} />
            </span>
          </div>
          <div className="relative">
            <Search
              aria-hidden
              className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-4 text-muted"
            />
            <input
              ref={box}
              type="search"
              role="combobox"
              // `useCombobox` says when there are options.
              aria-expanded={false}
              aria-controls={foundId}
              aria-autocomplete="list"
              aria-label={labels.filter}
              placeholder={labels.filter}
              value={query}
              onChange={(event) => setQuery(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Escape' || query === '') return
                event.preventDefault()
                setQuery('')
              }}
              className="h-9 w-full rounded-control border border-line bg-bg ps-8 pe-9 text-base placeholder:text-muted hover:border-control touch:h-11 touch:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
            />
            {query !== '' && (
              <IconButton
                icon={X}
                label={labels.clearFilter}
                onClick={() => setQuery('')}
                className="absolute inset-y-0 end-0.5 my-auto"
              />
            )}
          </div>
          {items.length > 0 && <FilterChips value={filter} onChange={setFilter} />}
        </div>
        {isNewAccount && (
          <Suspense>
            <WelcomeCard />
          </Suspense>
        )}
        {wanted === '' ? (
          list
        ) : (
          <Suspense fallback={list}>
            <FoundList
              box={box}
              id={foundId}
              typed={wanted}
              onType={setQuery}
              filter={filter}
              serverMatches={serverMatches}
            />
          </Suspense>
        )}
      </Notes>
    </nav>
  )
}
