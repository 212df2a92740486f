import { Lock, VenetianMask } from 'lucide-react'
import { useState } from 'react'
import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import type { Room } from '../../wire/rooms/rooms.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { joinRoom } from '../rooms/requests.ts'
import { RoomNumbers } from '../rooms/RoomNumbers.tsx'
import { Button } from '../ui/Button.tsx'
import { EnterDark } from './EnterDark.tsx'

/** One room with its topic and numbers. Its button joins the room, or opens it for a member. */
export function RoomRow({ room }: { room: Room }) {
  const labels = useRoomsCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const { id, kind, title, topic, locked, is_member } = room
  const isDark = capabilitiesOf(kind).identity === 'alias'
  const [agrees, setAgrees] = useState(false)

  async function enter() {
    if (isDark && !is_member) return setAgrees(true)
    if (is_member || (await run(() => joinRoom(messenger, id)))) navigate(paths.conversation(id))
  }

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-52 [overflow-wrap:anywhere]">
        <p className="font-medium">
          <bdi>{title}</bdi>
          {isDark && (
            <span className="ms-2 inline-flex items-center gap-1 rounded-full bg-hover px-2 text-xs font-normal text-muted">
              <VenetianMask aria-hidden className="size-3" /> {labels.dark.badge}
            </span>
          )}
          {locked && (
            <span className="ms-2 inline-flex items-center gap-1 text-xs font-normal text-muted">
              <Lock aria-hidden className="size-3" /> {labels.locked}
            </span>
          )}
        </p>
        {topic !== '' && (
          <p dir="auto" className="text-sm">
            {topic}
          </p>
        )}
        <p className="text-xs text-muted">
          <RoomNumbers room={room} />
        </p>
      </div>
      <Button
        look={is_member ? 'plain' : 'primary'}
        busy={busy}
        aria-label={is_member ? labels.openRoom(title) : labels.joinRoom(title)}
        onClick={() => void enter()}
      >
        {is_member ? labels.open : labels.join}
      </Button>
      <FailureNote
        failure={failure}
        messages={{ forbidden: labels.cannotJoin, not_found: labels.gone }}
        className="basis-full"
      />
      {agrees && <EnterDark id={id} title={title} onClose={() => setAgrees(false)} />}
    </div>
  )
}
