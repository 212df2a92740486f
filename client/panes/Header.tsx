import { ArrowLeft, PanelRight, Search } from 'lucide-react'
import { Suspense } from 'react'
import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import type { Conversation } from '../../wire/conversations.ts'
import { usePresence } from '../messenger/context.ts'
import { ConversationAvatar } from '../conversation/ConversationAvatar.tsx'
import { counterpartOf, joined, otherParticipants, titleOf } from '../conversation/names.ts'
import { paths } from '../navigation/routes.ts'
import { useFormat, useCatalogue } from '../i18n/language.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { navigateUp } from '../navigation/location.ts'
import { usePanels } from '../navigation/panel.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useNow } from '../browser/useNow.ts'
import { lazy } from '../ui/later/lazy.tsx'

const LifetimeSign = lazy(() => import('./LifetimeSign.tsx'), 'nowhere')
const RoomLine = lazy(() => import('./RoomLine.tsx'))

/** The name of the conversation, and whether the counterpart is online. */
export function Header({ conversation }: { conversation: Conversation | undefined }) {
  const catalogue = useCatalogue()
  return (
    <header className="flex min-h-14 items-center gap-2 border-b border-line px-2 pt-safe-0 sm:px-4">
      <IconButton
        icon={ArrowLeft}
        label={catalogue.timeline.back}
        onClick={() => navigateUp(paths.home)}
        className="rtl:-scale-x-100 sm:hidden"
      />
      {conversation ? (
        <>
          <Who conversation={conversation} />
          {conversation.message_lifetime_seconds && (
            <Suspense>
              <LifetimeSign seconds={conversation.message_lifetime_seconds} />
            </Suspense>
          )}
          <Panels conversation={conversation} />
        </>
      ) : (
        <Skeleton className="ms-2 w-32 animate-late" />
      )}
    </header>
  )
}

function Who({ conversation }: { conversation: Conversation }) {
  const catalogue = useCatalogue()
  const format = useFormat()
  const now = useNow(30_000)
  const me = conversation.me.user_id
  const counterpart = counterpartOf(conversation, me)
  const presence = usePresence(counterpart?.user_id ?? '')
  const title = titleOf(conversation, me, catalogue)
  const { toggle } = useDetails(conversation.id)

  const detail = !counterpart
    ? [
        catalogue.conversations.peopleCount(conversation.participant_count),
        // Nobody but the user may be left in a group.
        joined(otherParticipants(conversation, me).map((one) => one.display_name)),
      ]
        .filter(Boolean)
        .join(' · ')
    : presence?.online
      ? catalogue.conversations.active
      : presence?.last_seen_at
        ? catalogue.conversations.lastSeen(format.ago(presence.last_seen_at, now))
        : catalogue.conversations.username(counterpart.username)

  return (
    <div className="relative -my-1 flex min-w-0 flex-1 items-center gap-2 py-1">
      <ConversationAvatar
        conversation={conversation}
        me={me}
        title={title}
        size="small"
        online={presence?.online ?? false}
      />
      <div className="min-w-0 flex-1 ps-1">
        <h2 className="truncate leading-5 font-bold">
          {/* The button at the right does the same, so the Tab key skips this one. It is as large as the whole head. */}
          <button
            type="button"
            tabIndex={-1}
            onClick={toggle}
            className="max-w-full truncate text-start align-top after:absolute after:inset-0 after:rounded-control hover:after:bg-text/5"
          >
            <bdi>{title}</bdi>
          </button>
        </h2>
        <p className="truncate text-xs text-muted">
          {conversation.room ? (
            <Suspense>
              <RoomLine conversation={conversation} />
            </Suspense>
          ) : (
            detail
          )}
        </p>
      </div>
    </div>
  )
}

/** A second press closes the details. */
function useDetails(conversationId: string) {
  const { panel, show } = usePanels()
  const isOpen = panel?.kind === 'details'
  return { isOpen, toggle: () => show(isOpen ? null : { kind: 'details', conversationId }) }
}

/** The buttons that open a panel. A second press closes the panel. */
function Panels({ conversation }: { conversation: Conversation }) {
  const catalogue = useCatalogue()
  const { panel, show } = usePanels()
  const { id, kind } = conversation
  const { isOpen, toggle } = useDetails(id)
  const me = conversation.me.user_id
  const here = `in:"${titleOf(conversation, me, catalogue)}" `
  const searchesHere = panel?.kind === 'search' && panel.query === here
  return (
    <>
      {capabilitiesOf(kind).identity === 'person' && (
        <IconButton
          icon={Search}
          label={catalogue.search.openHere}
          aria-expanded={searchesHere}
          onClick={() => show(searchesHere ? null : { kind: 'search', query: here })}
        />
      )}
      <IconButton
        icon={PanelRight}
        label={catalogue.timeline.details}
        aria-expanded={isOpen}
        className="rtl:-scale-x-100"
        onClick={toggle}
      />
    </>
  )
}
