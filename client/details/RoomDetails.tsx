import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { mayChangeConversation } from '../../wire/permissions.ts'
import type { RoomSettings as Settings } from '../../wire/rooms/room-settings.ts'
import { ConversationAvatar } from '../conversation/ConversationAvatar.tsx'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { RoomLink } from '../rooms/RoomLink.tsx'
import { RoomNumbers } from '../rooms/RoomNumbers.tsx'
import { useRoom } from '../rooms/useRoom.ts'
import { Button } from '../ui/Button.tsx'
import { BarredPeople } from './BarredPeople.tsx'
import { DisappearingMessages } from './DisappearingMessages.tsx'
import { LeaveGroup } from './LeaveGroup.tsx'
import { PinnedMessages } from '../pins/PinnedMessages.tsx'
import { OwnSettings } from './OwnSettings.tsx'
import { Participants } from './Participants.tsx'
import { RoomEdit } from './RoomEdit.tsx'
import { RoomSettings } from './RoomSettings.tsx'

interface RoomDetailsProps {
  conversation: Conversation
  room: Settings
}

export function RoomDetails({ conversation, room }: RoomDetailsProps) {
  const labels = useRoomsCatalogue()
  const me = conversation.me.user_id
  const [edits, setEdits] = useState(false)
  const now = useRoom(conversation.id)
  const title = conversation.title ?? ''
  const { alias } = conversation.me
  const mayChange = mayChangeConversation({ kind: conversation.kind, role: conversation.me.role })
  return (
    <>
      <div className="flex flex-col items-center gap-1 text-center [overflow-wrap:anywhere]">
        <ConversationAvatar conversation={conversation} me={me} title={title} size="large" />
        <h3 className="mt-2 text-lg font-bold">
          <bdi>{title}</bdi>
        </h3>
        {room.topic !== '' && <p dir="auto">{room.topic}</p>}
        <p className="text-sm text-muted">
          {/* Whoever reads the details is inside, also while the relay's number is older. */}
          {now && <RoomNumbers room={{ ...now, inside: Math.max(1, now.inside) }} />}
        </p>
        {alias && (
          <p className="text-sm text-muted">
            {labels.dark.about} {labels.dark.writesAs(alias.name)}
          </p>
        )}
        <div className="mt-2 flex flex-wrap justify-center gap-2">
          {mayChange && (
            <Button onClick={() => setEdits(true)}>
              <Pencil aria-hidden className="size-4" /> {labels.edit}
            </Button>
          )}
          {!room.closed && <RoomLink id={conversation.id} />}
        </div>
        {edits && (
          <RoomEdit conversation={conversation} room={room} onClose={() => setEdits(false)} />
        )}
      </div>
      {mayChange && <RoomSettings id={conversation.id} room={room} />}
      <PinnedMessages conversation={conversation} />
      {/* A dark room notifies of nothing, so there is nothing to set. */}
      {!alias && <OwnSettings conversation={conversation} />}
      <DisappearingMessages conversation={conversation} />
      <Participants group={conversation} />
      {mayChange && (
        <BarredPeople roomId={conversation.id} count={conversation.participant_count} />
      )}
      <LeaveGroup group={conversation} />
    </>
  )
}
