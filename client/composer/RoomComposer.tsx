import type { Conversation } from '../../wire/conversations.ts'
import { mayWriteInRoom, slowModeOf } from '../../wire/room-permissions.ts'
import type { RoomSettings } from '../../wire/room-settings.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { Countdown } from '../requests/Countdown.tsx'
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
  const slowMode = slowModeOf(conversation.me, room)
  const { until, isSending } = useNextTurn(conversation.id, slowMode)
  const left = useSecondsLeft(until)
  if (!mayWriteInRoom(conversation.me, room)) {
    return (
      <div className="mx-auto w-full max-w-[54rem] px-2 pb-safe-2 sm:px-6 sm:pb-safe-4">
        <p
          role="status"
          className="rounded-bubble bg-surface px-3 py-3 text-center text-sm text-muted"
        >
          {room.closed ? labels.isClosed : labels.isLocked}
        </p>
      </div>
    )
  }
  return (
    <>
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
