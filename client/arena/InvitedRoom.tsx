import { useEffect } from 'react'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { useRoom } from '../rooms/useRoom.ts'
import { RoomRow } from './RoomRow.tsx'

/** The room of an invite link. It opens at once for a member. Anybody else is offered to join it. */
export function InvitedRoom({ id }: { id: string }) {
  const labels = useRoomsCatalogue()
  const room = useRoom(id)
  const isMember = room?.is_member ?? false
  useEffect(() => {
    // The link leaves no entry in the history. Otherwise "back" would lead here, and from here forward again.
    if (isMember) navigate(paths.conversation(id), { replace: true })
  }, [isMember, id])
  if (room === undefined || isMember) {
    return (
      <p role="status" className="animate-late text-muted">
        {labels.loading}
      </p>
    )
  }
  return room === null ? <p role="alert">{labels.gone}</p> : <RoomRow room={room} />
}
