import { useId, useRef, useState } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { useMessengerState } from '../messenger/context.ts'
import { matches } from '../conversations/search/found.ts'
import { Options } from '../conversations/search/Options.tsx'
import { useOptions } from '../conversations/search/useOptions.tsx'
import { TryingAgain } from '../requests/TryingAgain.tsx'
import { Filters } from '../search/Filters.tsx'
import { useServerMatches } from '../conversations/useServerMatches.ts'
import { SearchBox } from '../ui/SearchField.tsx'

const MOST_CONVERSATIONS = 7

/** The one search in a dialog: recent conversations first, then people and messages. */
export function Switcher({ onClose }: { onClose: () => void }) {
  const catalogue = useCatalogue()
  const [query, setQuery] = useState('')
  const box = useRef<HTMLInputElement>(null)
  const id = useId()
  const items = useMessengerState((state) => state.conversations.items)
  const me = useMessengerState((state) => state.me.id)
  const serverMatches = useServerMatches(query.trim(), 'all')
  const { groups, count, parsed, people, messages, problem } = useOptions({
    typed: query.trim(),
    conversations: items.filter((item) => matches(item, me, query)),
    most: MOST_CONVERSATIONS,
    onDone: onClose,
  })

  const searching = count === 0 ? catalogue.conversations.searching : ''
  const answer =
    count > 0
      ? catalogue.conversations.found(count)
      : messages.state === 'searching'
        ? searching
        : catalogue.conversations.noPeople(query.trim())
  /**
   * The note about conversations that are not loaded. Before their search ends, "nobody found" would be
   * wrong.
   */
  const serverMatchNotes = {
    idle: answer,
    searching,
    rate_limited: <TryingAgain until={serverMatches.waitUntil} />,
    failed: catalogue.conversations.restFailed,
    done: answer,
  }
  const notes = {
    idle: '',
    searching,
    rate_limited: <TryingAgain until={people.waitUntil} />,
    failed: people.isOffline ? catalogue.refusals.offline : catalogue.conversations.searchFailed,
    done: serverMatchNotes[serverMatches.state],
  }

  return (
    <Dialog title={catalogue.conversations.switcherTitle} onClose={onClose}>
      <div className="flex flex-col gap-3">
        <SearchBox
          ref={box}
          role="combobox"
          aria-expanded={count > 0}
          aria-controls={id}
          aria-autocomplete="list"
          label={catalogue.conversations.switcherLabel}
          value={query}
          autoFocus
          onChange={(event) => setQuery(event.target.value)}
        />
        <Filters
          filters={parsed.filters}
          lookingUp={parsed.lookingUp}
          onDrop={({ source }) => {
            setQuery(query.replace(source, '').trimStart())
            box.current?.focus()
          }}
        />
        <Options box={box} id={id} groups={groups} question={query.trim()} />
        <div
          aria-live="polite"
          className="min-h-5 px-2 text-sm [overflow-wrap:anywhere] text-muted"
        >
          {problem ?? notes[people.state]}
        </div>
      </div>
    </Dialog>
  )
}
