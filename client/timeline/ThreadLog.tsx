import { Suspense, use, useCallback, useMemo } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { NoteContext } from '../requests/useAttempts.ts'
import { useCatalogue, useFormat } from '../i18n/language.ts'
import type { Timeline } from '../realtime/store/messenger-state.ts'
import { Earlier, Later } from './log/Earlier.tsx'
import { entriesOf } from './log/entries.ts'
import { Log } from './log/Log.tsx'
import { MessagePlaceContext, usePeople, type ComposerMode } from '../conversation/context.ts'
import { useAnnouncements } from './reading/useAnnouncements.ts'
import { useBlocked } from '../conversation/useBlocked.ts'
import { useFollowing } from './scrolling/useFollowing.ts'
import { useLatest } from './scrolling/useLatest.ts'
import { useOtherParticipants } from './reading/useOtherParticipants.ts'
import { useScrollKeeper } from './scrolling/useScrollKeeper.ts'
import { useThreadJump } from './scrolling/useThreadJump.ts'
import { lazy } from '../ui/later/lazy.tsx'

const JumpButton = lazy(() => import('./log/JumpButton.tsx'))

interface ThreadLogProps {
  conversation: Conversation
  thread: Timeline
  rootId: string
  setMode: (mode: ComposerMode) => void
  seq: number | null
}

export function ThreadLog({ conversation, thread, rootId, setMode, seq }: ThreadLogProps) {
  const { messages: labels } = useCatalogue()
  const { me, group } = usePeople()
  const note = use(NoteContext)
  const blocked = useBlocked(group)
  const format = useFormat()
  const { messages, pending, hasLater } = thread
  const ready = thread.status === 'ready'
  const otherParticipants = useOtherParticipants(conversation, me)
  const entries = useMemo(
    () =>
      entriesOf(
        { messages, pending: hasLater ? [] : pending },
        { format, me, otherParticipants, dividerAfter: null, threadRoot: rootId, blocked },
      ),
    [messages, pending, hasLater, format, me, otherParticipants, rootId, blocked],
  )
  const keeper = useScrollKeeper({ rows: entries, ready, partial: hasLater })
  const { box, toEnd, toRow } = keeper
  useAnnouncements({ messages, ready: ready && !hasLater, blocked })
  useFollowing(rootId, keeper.away)
  const toLatest = useLatest(rootId, pending, toEnd)

  const onMissing = useCallback(() => note(labels.notFound), [note, labels])
  const jumpTo = useThreadJump({ rootId, thread, seq, toRow, onMissing })
  const place = useMemo(
    () => ({ conversationId: conversation.id, threadRoot: rootId, setMode, jumpTo }),
    [conversation.id, rootId, setMode, jumpTo],
  )

  return (
    <MessagePlaceContext value={place}>
      <div className="relative min-h-0 flex-1">
        <Log
          label={labels.threadLog}
          keeper={keeper}
          entries={entries}
          before={
            thread.hasEarlier && <Earlier id={rootId} busy={thread.loadingEarlier} box={box} />
          }
          after={hasLater && <Later id={rootId} busy={thread.loadingLater} box={box} />}
        />
        {keeper.away && (
          <Suspense>
            <JumpButton unseen={0} log={box} onJump={toLatest} />
          </Suspense>
        )}
      </div>
    </MessagePlaceContext>
  )
}
