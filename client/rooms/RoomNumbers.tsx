import type { Room } from '../../wire/rooms/rooms.ts'
import { useNow } from '../browser/useNow.ts'
import { useFormat } from '../i18n/language.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'

/** How many people are inside and members, and when the last message came. */
export function RoomNumbers({ room }: { room: Room }) {
  const labels = useRoomsCatalogue()
  const format = useFormat()
  const now = useNow(30_000)
  const numbers = [
    labels.inside(room.inside),
    labels.members(room.member_count),
    labels.active(format.ago(room.active_at, now)),
  ]
  return <>{numbers.join(' · ')}</>
}
