import { useLayoutEffect } from 'react'
import { contentOf } from '../../wire/content.ts'
import { ComposerPlace } from '../composer/ComposerPlace.tsx'
import { useMode } from '../composer/useMode.ts'
import {
  useConversation,
  useMessenger,
  useMessengerState,
  useThread,
} from '../messenger/context.ts'
import { Notes } from '../requests/Notes.tsx'
import { useCatalogue } from '../i18n/language.ts'
import { useEndsCatalogue } from '../i18n/ends.ts'
import { usePanels } from '../navigation/panel.ts'
import { SidePanel } from '../ui/SidePanel.tsx'
import { answerable } from './answerable.ts'
import { EditingContext, PeopleContext } from '../conversation/context.ts'
import { ThreadLog } from '../timeline/ThreadLog.tsx'
import { TimelineSkeleton } from '../timeline/log/TimelineSkeleton.tsx'
import { useBlocked } from '../conversation/useBlocked.ts'
import { useConversationPeople } from './useConversationPeople.ts'

interface ThreadPanelProps {
  conversationId: string
  rootId: string
  /** The seq of the reply that a link asked for. */
  seq: number | null
}

/** One message and its replies, with a composer of their own. */
export default function ThreadPanel({ conversationId, rootId, seq }: ThreadPanelProps) {
  const { messages: labels, timeline: timelineLabels } = useCatalogue()
  const ends = useEndsCatalogue()
  const messenger = useMessenger()
  const { show } = usePanels()
  const account = useMessengerState((state) => state.me.id)
  const conversation = useConversation(conversationId)
  const thread = useThread(rootId)
  const me = conversation?.me.user_id ?? account
  const people = useConversationPeople(conversation, me)
  const blocked = useBlocked(people.group)
  const [mode, setMode] = useMode(conversationId, rootId)
  const loaded = thread !== undefined && thread.messages.length > 0

  useLayoutEffect(() => {
    messenger.timeline.openThread(conversationId, rootId)
    return () => messenger.timeline.closeThread(rootId)
  }, [messenger, conversationId, rootId])

  const root = thread?.messages.find(({ id }) => id === rootId)
  const hasEnded = root !== undefined && contentOf(root).kind === 'expired'
  const failed = thread?.status === 'failed' && !loaded
  return (
    <PeopleContext value={people}>
      <SidePanel
        title={labels.threadTitle}
        onClose={() => (mode.kind === 'write' || !loaded ? show(null) : setMode({ kind: 'write' }))}
      >
        <Notes>
          {failed ? (
            <p role="alert" className="p-4 text-center text-muted">
              {labels.threadGone}
            </p>
          ) : !thread || !conversation || !loaded ? (
            <div className="min-h-0 flex-1">
              <TimelineSkeleton />
            </div>
          ) : (
            <EditingContext value={mode.kind === 'edit'}>
              <ThreadLog
                conversation={conversation}
                thread={thread}
                rootId={rootId}
                setMode={setMode}
                seq={seq}
              />
            </EditingContext>
          )}
          {hasEnded && (
            <p role="status" className="px-6 py-3 text-center text-sm text-muted">
              {ends.threadEnded}
            </p>
          )}
          {!failed && !hasEnded && (
            <div className="pt-2">
              <ComposerPlace
                conversation={conversation}
                conversationId={conversationId}
                threadRoot={rootId}
                name={timelineLabels.label}
                mode={mode}
                onMode={setMode}
                pick={(what) =>
                  thread && answerable(thread, me, what, { threadRoot: rootId, blocked })
                }
              />
            </div>
          )}
        </Notes>
      </SidePanel>
    </PeopleContext>
  )
}
