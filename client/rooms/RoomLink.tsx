import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { paths } from '../navigation/routes.ts'
import { CopyLink } from '../invitations/CopyLink.tsx'

/** The invitation to a room is its address: everybody who is signed in may join. */
export function RoomLink({ id }: { id: string }) {
  const { copyLink: copy, copied, copyFailed } = useRoomsCatalogue()
  return (
    <CopyLink address={location.origin + paths.room(id)} labels={{ copy, copied, copyFailed }} />
  )
}
