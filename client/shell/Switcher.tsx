import { useState } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { navigate } from '../navigation/location.ts'
import { useMessengerState } from '../messenger/context.ts'
import { ConversationAvatar } from '../conversation/ConversationAvatar.tsx'
import { Finder, type Choice } from '../finder/Finder.tsx'
import { counterpartOf, matches, titleOf } from '../conversation/names.ts'
import { personChoice } from '../finder/Finder.tsx'
import { paths } from '../navigation/routes.ts'
import { TryingAgain } from '../requests/TryingAgain.tsx'
import { usePeopleSearch } from '../finder/usePeopleSearch.ts'
import { useServerMatches } from '../conversations/useServerMatches.ts'
import { useStartConversation } from '../finder/useStartConversation.tsx'

const MOST_CONVERSATIONS = 7

/** The quickest way to a person: known conversations first, then people without one. */
export function Switcher({ onClose }: { onClose: () => void }) {
  const catalogue = useCatalogue()
  const [query, setQuery] = useState('')
  const items = useMessengerState((state) => state.conversations.items)
  const me = useMessengerState((state) => state.me.id)
  const { people, state, isOffline, waitUntil } = usePeopleSearch(query)
  const serverMatches = useServerMatches(query.trim(), 'all')
  const { start, problem } = useStartConversation(onClose)

  const found = items.filter((item) => matches(item, me, query))
  const conversations = found.slice(0, MOST_CONVERSATIONS).map((item): Choice => {
    const counterpart = counterpartOf(item, me)
    return {
      key: counterpart?.user_id ?? item.id,
      name: titleOf(item, me, catalogue),
      detail: counterpart
        ? catalogue.conversations.username(counterpart.username)
        : catalogue.groups.count(item.participant_count),
      avatarUrl: counterpart?.avatar_url ?? item.avatar_url,
      avatar: counterpart ? undefined : (
        <ConversationAvatar
          conversation={item}
          me={me}
          title={titleOf(item, me, catalogue)}
          size="small"
        />
      ),
      choose() {
        navigate(paths.conversation(item.id))
        onClose()
      },
    }
  })
  const known = new Set(conversations.map((choice) => choice.key))
  const strangers = people
    .filter((person) => !known.has(person.id))
    .map((person) =>
      personChoice(person, catalogue.conversations, () => void start({ userId: person.id })),
    )

  const count = conversations.length + strangers.length
  const searching = count === 0 ? catalogue.conversations.searching : ''
  const answer =
    count > 0
      ? catalogue.conversations.found(count)
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
    rate_limited: <TryingAgain until={waitUntil} />,
    failed: isOffline ? catalogue.refusals.offline : catalogue.conversations.searchFailed,
    done: serverMatchNotes[serverMatches.state],
  }

  return (
    <Dialog title={catalogue.conversations.switcherTitle} onClose={onClose}>
      <Finder
        label={catalogue.conversations.switcherLabel}
        query={query}
        onQuery={setQuery}
        groups={[
          { heading: catalogue.conversations.recent, choices: conversations },
          { heading: catalogue.conversations.people, choices: strangers },
        ]}
        note={problem ?? notes[state]}
      />
    </Dialog>
  )
}
