import type { Conversation } from '../../wire/conversations.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useRoom } from '../rooms/useRoom.ts'

/** How many people are inside the room now, and its topic. */
export default function RoomLine({ conversation }: { conversation: Conversation }) {
  const labels = useRoomsCatalogue()
  const room = useRoom(conversation.id)
  const topic = conversation.room?.topic ?? ''
  // Whoever reads this line is inside, also while the relay's number is older.
  const inside = room
    ? labels.inside(Math.max(1, room.inside))
    : labels.members(conversation.participant_count)
  return <>{topic === '' ? inside : `${inside} · ${topic}`}</>
}
