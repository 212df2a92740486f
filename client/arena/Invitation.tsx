import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useRoom } from '../rooms/useRoom.ts'
import { RoomRow } from './RoomRow.tsx'

/** The room of an invite link. */
export function Invitation({ id }: { id: string }) {
  const labels = useRoomsCatalogue()
  const room = useRoom(id)
  if (room === undefined) {
    return (
      <p role="status" className="animate-late text-muted">
        {labels.loading}
      </p>
    )
  }
  return room === null ? <p role="alert">{labels.gone}</p> : <RoomRow room={room} />
}
