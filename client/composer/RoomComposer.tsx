import { useMemo } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { mayWriteInRoom, slowModeOf } from '../../wire/rooms/room-permissions.ts'
import type { RoomSettings } from '../../wire/rooms/room-settings.ts'
import { useFormat } from '../i18n/language.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useMessengerState } from '../messenger/context.ts'
import { Countdown } from '../requests/Countdown.tsx'
import { Unmaskings } from '../rooms/Unmaskings.tsx'
import { useSecondsLeft } from '../ui/useCountdown.ts'
import { Composer, type ComposerProps } from './Composer.tsx'
import { useNextTurn } from './useNextTurn.ts'

interface RoomComposerProps extends ComposerProps {
  conversation: Conversation
  room: RoomSettings
}

/** The composer of a room. It tells the rules of the room before somebody writes against them. */
export default function RoomComposer({ conversation, room, ...composer }: RoomComposerProps) {
  const labels = useRoomsCatalogue()
  const format = useFormat()
  const { id, me } = conversation
  const slowMode = slowModeOf(me, room)
  const { until, isSending } = useNextTurn(id, me.user_id, slowMode)
  const left = useSecondsLeft(until)
  const waitsUntil = me.alias?.writes_from ?? null
  const serverClock = useMessengerState((state) => state.serverClock)
  const writesAt = useMemo(() => momentOf(waitsUntil, serverClock), [waitsUntil, serverClock])
  const isNew = useSecondsLeft(writesAt) > 0
  const unmaskings = me.alias && <Unmaskings id={id} />
  if (isNew || !mayWriteInRoom(me, room)) {
    return (
      <div className="mx-auto w-full max-w-[54rem] px-2 pb-safe-2 sm:px-6 sm:pb-safe-4">
        {unmaskings}
        <p
          role="status"
          className="rounded-bubble bg-surface px-3 py-3 text-center text-sm text-muted"
        >
          {room.closed
            ? labels.isClosed
            : isNew && waitsUntil !== null
              ? labels.dark.tooNew(format.full(waitsUntil))
              : labels.isLocked}
        </p>
      </div>
    )
  }
  return (
    <>
      {unmaskings}
      {me.alias && (
        <p className="mx-auto w-full max-w-[54rem] px-4 pb-1 text-xs text-muted sm:px-8">
          {labels.dark.writesAs(me.alias.name)}
        </p>
      )}
      {slowMode > 0 && (
        <p className="mx-auto w-full max-w-[54rem] px-4 pb-1 text-xs text-muted sm:px-8">
          {until !== null && left > 0 ? (
            <Countdown until={until} label={labels.wait} over={labels.waited} />
          ) : (
            labels.slow(labels.span(slowMode))
          )}
        </p>
      )}
      <Composer {...composer} isPaused={slowMode > 0 && (isSending || left > 0)} />
    </>
  )
}

/** A time of the server as a moment of `performance.now()`, for a countdown. */
const momentOf = (time: string | null, serverClock: number): number | null =>
  time === null ? null : Date.parse(time) - serverClock
