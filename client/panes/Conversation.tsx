import { Suspense, useCallback, useLayoutEffect, useState } from 'react'
import { ComposerPlace } from '../composer/ComposerPlace.tsx'
import { useMode } from '../composer/useMode.ts'
import {
  useConversation,
  useMessenger,
  useMessengerState,
  useTimeline,
} from '../messenger/context.ts'
import { titleOf } from '../conversation/names.ts'
import { Notes } from '../requests/Notes.tsx'
import { useCatalogue } from '../i18n/language.ts'
import { answerable } from './answerable.ts'
import { Header } from './Header.tsx'
import { NotLoaded } from './NotLoaded.tsx'
import { EditingContext, PeopleContext } from '../conversation/context.ts'
import { Timeline } from '../timeline/Timeline.tsx'
import { TimelineSkeleton } from '../timeline/log/TimelineSkeleton.tsx'
import { TypingLine } from './TypingLine.tsx'
import { useBlocked } from '../conversation/useBlocked.ts'
import { useConversationPeople } from './useConversationPeople.ts'
import { lazy } from '../ui/later/lazy.tsx'

const PinBanner = lazy(() => import('../pins/PinBanner.tsx'))
const PostLine = lazy(() => import('./PostLine.tsx'))
const ConversationUnavailable = lazy(() => import('./ConversationUnavailable.tsx'))

/** One conversation beside the list. Another id needs another component, so callers give it a key. */
export function Conversation({ id }: { id: string }) {
  const catalogue = useCatalogue()
  const messenger = useMessenger()
  const account = useMessengerState((state) => state.me.id)
  const conversation = useConversation(id)
  const me = conversation?.me.user_id ?? account
  const timeline = useTimeline(id)
  const people = useConversationPeople(conversation, me)
  const blocked = useBlocked(people.group)
  const [mode, setMode] = useMode(id, null)

  // Runs before the first paint, so that the first frame shows the cached messages.
  useLayoutEffect(() => {
    messenger.timeline.open(id)
    return () => messenger.timeline.close(id)
  }, [messenger, id])

  const leaveMode = useCallback(() => {
    if (mode.kind === 'write') return false
    setMode({ kind: 'write' })
    return true
  }, [mode, setMode])

  const title = conversation && titleOf(conversation, me, catalogue)
  const [lastTitle, setLastTitle] = useState(title)
  if (title !== undefined && title !== lastTitle) setLastTitle(title)

  if (!conversation && timeline?.status === 'failed') {
    return (
      <Suspense>
        <ConversationUnavailable name={lastTitle} />
      </Suspense>
    )
  }
  const empty = !timeline || (timeline.messages.length === 0 && timeline.status !== 'ready')
  return (
    <PeopleContext value={people}>
      <section aria-label={title} className="h-full min-w-0 bg-bg">
        <Notes>
          <Header conversation={conversation} />
          {conversation && (
            <Suspense>
              <PinBanner conversationId={id} />
            </Suspense>
          )}
          {conversation?.post && (
            <Suspense>
              <PostLine post={conversation.post} />
            </Suspense>
          )}
          {timeline?.status === 'failed' && timeline.messages.length === 0 ? (
            <NotLoaded id={id} />
          ) : !conversation || empty ? (
            <div className="min-h-0 flex-1">
              <TimelineSkeleton />
            </div>
          ) : (
            <EditingContext value={mode.kind === 'edit'}>
              <Timeline
                conversation={conversation}
                timeline={timeline}
                setMode={setMode}
                leaveMode={leaveMode}
              />
            </EditingContext>
          )}
          {conversation && title !== undefined && (
            <>
              <TypingLine conversationId={id} />
              <ComposerPlace
                conversation={conversation}
                conversationId={id}
                name={title}
                mode={mode}
                onMode={setMode}
                pick={(what) =>
                  timeline && answerable(timeline, me, what, { threadRoot: null, blocked })
                }
              />
            </>
          )}
        </Notes>
      </section>
    </PeopleContext>
  )
}
