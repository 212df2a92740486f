import { useLayoutEffect } from 'react'
import { Composer } from '../composer/Composer.tsx'
import { useMessenger, useMessengerState } from '../conversations/context.ts'
import { titleOf } from '../conversations/people.ts'
import { useText } from '../i18n/language.ts'
import { Gone, NotLoaded } from './Gone.tsx'
import { Header } from './Header.tsx'
import { Timeline } from './Timeline.tsx'
import { TimelineSkeleton } from './TimelineSkeleton.tsx'
import { TypingLine } from './TypingLine.tsx'

/** One conversation beside the list. It belongs to its id: for another it has to be made anew. */
export function Conversation({ id }: { id: string }) {
  const text = useText()
  const messenger = useMessenger()
  const me = useMessengerState((state) => state.me.id)
  const conversation = useMessengerState((state) =>
    state.conversations.items.find((item) => item.id === id),
  )
  const timeline = useMessengerState((state) => state.timelines[id])

  // Before the first paint, so that what the cache holds is there in the first frame.
  useLayoutEffect(() => {
    messenger.open(id)
    return () => messenger.close(id)
  }, [messenger, id])

  if (!conversation && timeline?.status === 'failed') return <Gone />
  const title = conversation && titleOf(conversation, me, text)
  const empty = !timeline || (timeline.messages.length === 0 && timeline.status !== 'ready')
  return (
    <section aria-label={title} className="flex h-full min-w-0 flex-col bg-bg">
      <Header conversation={conversation} />
      {timeline?.status === 'failed' && timeline.messages.length === 0 ? (
        <NotLoaded id={id} />
      ) : !conversation || empty ? (
        <div className="min-h-0 flex-1">
          <TimelineSkeleton />
        </div>
      ) : (
        <Timeline conversation={conversation} timeline={timeline} />
      )}
      {conversation && title !== undefined && (
        <>
          <TypingLine conversationId={id} participants={conversation.participants} />
          <Composer conversationId={id} name={title} />
        </>
      )}
    </section>
  )
}
