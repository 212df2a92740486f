import { Plus } from 'lucide-react'
import { useState } from 'react'
import { SettingsFrame } from '../account/SettingsFrame.tsx'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { paths } from '../navigation/routes.ts'
import { More } from '../requests/More.tsx'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Invitation } from './Invitation.tsx'
import { NewRoom } from './NewRoom.tsx'
import { RoomRow } from './RoomRow.tsx'
import { useRooms } from './useRooms.ts'

/** The page of open rooms. An invite link leads to it with the id of one room. */
export default function Arena({ invitedTo }: { invitedTo: string | null }) {
  const labels = useRoomsCatalogue()
  return invitedTo === null ? (
    <SettingsFrame title={labels.arena} back={{ href: paths.home, label: labels.back }}>
      <OpenRooms />
    </SettingsFrame>
  ) : (
    <SettingsFrame title={labels.arena} back={{ href: paths.arena, label: labels.all }}>
      <Invitation id={invitedTo} />
    </SettingsFrame>
  )
}

function OpenRooms() {
  const labels = useRoomsCatalogue()
  const [typed, setTyped] = useState('')
  const [makes, setMakes] = useState(false)
  const { rooms, load, more } = useRooms(typed)
  const items = rooms.kind === 'ready' ? rooms.items : []

  return (
    <section aria-label={labels.list} className="flex flex-col gap-4">
      <p className="text-muted">{labels.intro}</p>
      <div className="flex flex-wrap items-end gap-3">
        <Field
          label={labels.search}
          type="search"
          autoComplete="off"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="min-w-0 flex-1 basis-52"
        />
        <Button look="primary" onClick={() => setMakes(true)}>
          <Plus aria-hidden className="size-4" /> {labels.make}
        </Button>
      </div>
      {rooms.kind === 'loading' && (
        <p role="status" className="animate-late py-4 text-muted">
          {labels.loading}
        </p>
      )}
      {rooms.kind === 'failed' && (
        <div role="alert" className="flex flex-wrap items-center gap-3 py-4">
          <p>{labels.failed}</p>
          <Button onClick={() => void load()}>{labels.retry}</Button>
        </div>
      )}
      {rooms.kind === 'ready' && items.length === 0 && (
        <p role="status" className="py-4 text-muted">
          {rooms.query === '' ? labels.none : labels.noneFound(rooms.query)}
        </p>
      )}
      <ul className="divide-y divide-line">
        {items.map((room) => (
          <li key={room.id}>
            <RoomRow room={room} />
          </li>
        ))}
      </ul>
      {rooms.kind === 'ready' && rooms.next !== null && <More label={labels.more} load={more} />}
      {makes && <NewRoom onClose={() => setMakes(false)} />}
    </section>
  )
}
