import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useMessenger, useMessengerState } from '../conversations/context.ts'
import { counterpart, othersIn, titleOf } from '../conversations/people.ts'
import { useText } from '../i18n/language.ts'
import type { Timeline as TimelineState } from '../realtime/model.ts'
import { Beginning } from './Beginning.tsx'
import { followDivider, openDivider } from './divider.ts'
import { Earlier } from './Earlier.tsx'
import { entriesOf } from './entries.ts'
import { JumpButton } from './JumpButton.tsx'
import { Rows } from './Rows.tsx'
import { useArrivals } from './useArrivals.ts'
import { useAttention } from './useAttention.ts'
import { useMarkRead } from './useMarkRead.ts'
import { useRoving } from './useRoving.ts'
import { useScrollKeeper } from './useScrollKeeper.ts'
import { useTimelineKeys } from './useTimelineKeys.ts'

interface TimelineProps {
  conversation: Conversation
  timeline: TimelineState
}

/** Everything said in one conversation, from the loaded part's begin to its end. */
export function Timeline({ conversation, timeline }: TimelineProps) {
  const text = useText()
  const messenger = useMessenger()
  const me = useMessengerState((state) => state.me.id)
  const attention = useAttention()
  const { messages, pending } = timeline
  const ready = timeline.status === 'ready'
  const lastSeq = messages.at(-1)?.seq ?? 0

  const [divider, setDivider] = useState(() => openDivider(timeline.readUpTo))
  const others = useMemo(() => othersIn(conversation, me), [conversation, me])
  const entries = useMemo(
    () => entriesOf({ messages, pending }, { me, others, dividerAfter: divider.after }),
    [messages, pending, me, others, divider.after],
  )
  const keeper = useScrollKeeper({ rows: entries, ready })
  const { box, toEnd, endVisible } = keeper
  const watching = ready && attention && endVisible
  const followed = followDivider(divider, { messages, me, ready, watching })
  if (followed !== divider) setDivider(followed)

  const nameOf = useCallback(
    (userId: string | null) =>
      userId === me
        ? text.timeline.you
        : (others.find((other) => other.user_id === userId)?.display_name ??
          text.conversations.nobody),
    [me, others, text],
  )
  const mine = conversation.participants.find((participant) => participant.user_id === me)
  useMarkRead({
    conversationId: conversation.id,
    lastSeq,
    readSeq: mine?.last_read_seq ?? lastSeq,
    watching,
  })
  useArrivals(messages, me, ready, nameOf)

  const lastRow = entries.at(-1)
  const roving = useRoving(lastRow?.kind === 'message' ? lastRow.key : undefined)
  const catchUp = useCallback(() => {
    setDivider((now) => ({ ...now, after: null }))
    if (lastSeq > 0) messenger.markRead(conversation.id, lastSeq)
    toEnd()
  }, [messenger, conversation.id, lastSeq, toEnd])
  useTimelineKeys({ onCatchUp: catchUp, onEnd: toEnd, onFirstUnread: keeper.toFirstUnread })

  // Whoever writes wants to see what they wrote.
  const newest = pending.at(-1)?.client_id
  const written = useRef(newest)
  useEffect(() => {
    if (newest && newest !== written.current) toEnd()
    written.current = newest
  }, [newest, toEnd])

  const [seenSeq, setSeenSeq] = useState(timeline.readUpTo)
  if (endVisible && seenSeq < lastSeq) setSeenSeq(lastSeq)
  const unseen = messages.filter(({ seq, sender_id }) => seq > seenSeq && sender_id !== me).length
  const other = counterpart(conversation, me)

  return (
    <div className="relative min-h-0 flex-1">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are the articles' */}
      <div
        ref={box}
        role="log"
        aria-label={text.timeline.label}
        aria-live="off"
        // Something in a scrolling box has to take the focus; with no message in it, the box itself.
        tabIndex={entries.length === 0 ? 0 : undefined}
        onScroll={keeper.onScroll}
        onWheel={keeper.onIntent}
        onTouchMove={keeper.onIntent}
        onKeyDown={(event) => {
          keeper.onIntent()
          roving.onKeyDown(event)
        }}
        onFocus={roving.onFocus}
        className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="mx-auto flex min-h-full max-w-[54rem] flex-col justify-end px-4 pb-2 sm:px-6">
          {timeline.hasEarlier ? (
            <Earlier conversationId={conversation.id} busy={timeline.loadingEarlier} box={box} />
          ) : (
            ready && (
              <Beginning
                id={other?.user_id ?? conversation.id}
                name={titleOf(conversation, me, text)}
                avatarUrl={other?.avatar_url ?? null}
                empty={entries.length === 0}
              />
            )
          )}
          <Rows
            entries={entries}
            me={me}
            nameOf={nameOf}
            showAuthors={others.length > 1}
            activeKey={roving.active}
          />
        </div>
      </div>
      {keeper.away && <JumpButton unseen={unseen} onJump={toEnd} />}
    </div>
  )
}
