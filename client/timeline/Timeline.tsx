import { Suspense, use, useCallback, useMemo } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useMessenger } from '../messenger/context.ts'
import { useParameter } from '../navigation/location.ts'
import { usePanels } from '../navigation/panel.ts'
import { titleOf } from '../conversation/names.ts'
import { NoteContext } from '../requests/useAttempts.ts'
import { useCatalogue, useFormat } from '../i18n/language.ts'
import type { Timeline as TimelineState } from '../realtime/store/messenger-state.ts'
import { Beginning } from './log/Beginning.tsx'
import { Earlier, Later } from './log/Earlier.tsx'
import { entriesOf } from './log/entries.ts'
import { Log } from './log/Log.tsx'
import { MessagePlaceContext, usePeople, type ComposerMode } from '../conversation/context.ts'
import { TimelineSkeleton } from './log/TimelineSkeleton.tsx'
import { useAnnouncements } from './reading/useAnnouncements.ts'
import { useBlocked } from '../conversation/useBlocked.ts'
import { useFollowing } from './scrolling/useFollowing.ts'
import { useJump } from './scrolling/useJump.ts'
import { useLanding } from './scrolling/useLanding.ts'
import { useLatest } from './scrolling/useLatest.ts'
import { useOtherParticipants } from './reading/useOtherParticipants.ts'
import { useDivider, useReading } from './reading/useReading.ts'
import { ThreadNewsContext, useThreadNews } from './message/useThreadNews.ts'
import { useScrollKeeper } from './scrolling/useScrollKeeper.ts'
import { useNewestFirst, useRest } from './log/useNewestFirst.ts'
import { useTimelineKeys } from './log/useTimelineKeys.ts'
import { useWatching } from './reading/useWatching.ts'
import { lazy } from '../ui/later/lazy.tsx'

const JumpButton = lazy(() => import('./log/JumpButton.tsx'))

interface TimelineProps {
  conversation: Conversation
  timeline: TimelineState
  setMode: (mode: ComposerMode) => void
  /** Ends an edit or a reply; true when there was one. Esc does this first. */
  leaveMode: () => boolean
}

/** The loaded messages of one conversation, with the divider, the buttons and the scrolling. */
export function Timeline({ conversation, timeline, setMode, leaveMode }: TimelineProps) {
  const catalogue = useCatalogue()
  const messenger = useMessenger()
  const note = use(NoteContext)
  const { panel } = usePanels()
  const { me, group } = usePeople()
  const blocked = useBlocked(group)
  const format = useFormat()
  const { messages, pending, hasEarlier, hasLater } = timeline
  const { id } = conversation
  const ready = timeline.status === 'ready'

  const [divider, setDivider] = useDivider(timeline.readUpTo)
  const otherParticipants = useOtherParticipants(conversation, me)
  const entries = useMemo(
    () =>
      entriesOf(
        { messages, pending: hasLater ? [] : pending },
        { format, me, otherParticipants, dividerAfter: divider.after, hasEarlier, blocked },
      ),
    [
      messages,
      pending,
      hasEarlier,
      hasLater,
      format,
      me,
      otherParticipants,
      divider.after,
      blocked,
    ],
  )
  const isLinked = useParameter('m') !== null
  const { shown, drawAll } = useNewestFirst(entries, !hasLater && !isLinked)
  const { isWatched, isUnseen } = useWatching(conversation, timeline)
  const isDivided = divider.after !== null && !divider.seen
  const keeper = useScrollKeeper({
    rows: shown,
    ready,
    partial: hasLater,
    isDivided,
    isUnseen,
    isCurrent: timeline.freshness === 'current',
  })
  const { box, toEnd, toRow, toFirstUnread, endVisible } = keeper
  useRest(box, drawAll)
  useFollowing(id, keeper.away)
  const reading = { conversation, timeline, me, blocked, divider, onDivider: setDivider }
  useAnnouncements({
    messages,
    ready: ready && !hasLater,
    blocked,
    openThread: panel?.kind === 'thread' ? panel.rootId : undefined,
  })
  const landing = useLanding({ conversation, timeline, isLinked, keeper, dividedAt: divider.after })

  const { jumpTo, following } = useJump({
    conversation,
    timeline,
    rows: shown,
    toRow,
    choose: keeper.choose,
    onMissing: note,
  })
  const { unseen } = useReading({
    ...reading,
    box,
    endVisible,
    isWatched,
    moving: landing !== 'landed' || following,
  })
  const threadNews = useThreadNews(timeline, { me, blocked })
  const onUnread = useCallback(
    (seq: number) => setDivider((now) => ({ ...now, after: seq - 1, seen: false })),
    [setDivider],
  )
  const place = useMemo(
    () => ({ conversationId: id, threadRoot: null, setMode, jumpTo, onUnread }),
    [id, setMode, jumpTo, onUnread],
  )

  const toLatest = useLatest(id, pending, toEnd)
  const lastSeq = conversation.last_seq
  const catchUp = useCallback(() => {
    if (leaveMode()) return
    setDivider((now) => ({ ...now, after: null }))
    if (lastSeq > 0) messenger.timeline.markRead(id, lastSeq)
    toLatest()
  }, [leaveMode, setDivider, messenger, id, lastSeq, toLatest])
  useTimelineKeys({ onCatchUp: catchUp, onEnd: toLatest, onFirstUnread: toFirstUnread })

  return (
    <MessagePlaceContext value={place}>
      <div className="relative min-h-0 flex-1">
        <ThreadNewsContext value={threadNews}>
          <Log
            label={catalogue.timeline.label}
            keeper={keeper}
            entries={shown}
            before={
              drawAll ? null : hasEarlier ? (
                <Earlier id={id} busy={timeline.loadingEarlier} box={box} />
              ) : (
                ready && (
                  <Beginning
                    conversation={conversation}
                    me={me}
                    name={titleOf(conversation, me, catalogue)}
                    group={group}
                    empty={entries.length === 0}
                  />
                )
              )
            }
            after={hasLater && <Later id={id} busy={timeline.loadingLater} box={box} />}
          />
        </ThreadNewsContext>
        {landing === 'going' && (
          <div className="absolute inset-0 bg-bg">
            <TimelineSkeleton />
          </div>
        )}
        {keeper.away && (
          <Suspense>
            <JumpButton unseen={unseen} log={box} onJump={toLatest} />
          </Suspense>
        )}
      </div>
    </MessagePlaceContext>
  )
}
