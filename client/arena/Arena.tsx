import { Plus } from 'lucide-react'
import { useCallback, useDeferredValue, useState } from 'react'
import { SettingsFrame } from '../account/SettingsFrame.tsx'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import { paths } from '../navigation/routes.ts'
import { PagedItems } from '../requests/PagedItems.tsx'
import { usePagedList } from '../requests/usePagedList.ts'
import { findRooms } from '../rooms/requests.ts'
import { Button } from '../ui/Button.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { InvitedRoom } from './InvitedRoom.tsx'
import { NewRoom } from './NewRoom.tsx'
import { RoomRow } from './RoomRow.tsx'

/** The page of open rooms. An invite link leads to it with the id of one room. */
export default function Arena({ invitedTo }: { invitedTo: string | null }) {
  const labels = useRoomsCatalogue()
  return invitedTo === null ? (
    <SettingsFrame title={labels.arena} back={{ href: paths.home, label: labels.back }}>
      <OpenRooms />
    </SettingsFrame>
  ) : (
    <SettingsFrame title={labels.arena} back={{ href: paths.arena, label: labels.all }}>
      <InvitedRoom id={invitedTo} />
    </SettingsFrame>
  )
}

/** How often the numbers of the rooms are asked for. */
const EVERY_MS = 15_000

function OpenRooms() {
  const labels = useRoomsCatalogue()
  const [typed, setTyped] = useState('')
  const [makes, setMakes] = useState(false)
  const messenger = useMessenger()
  const q = useDeferredValue(typed.trim())
  const ask = useCallback(
    (query: { q: string }, cursor?: string) => findRooms(messenger, { ...query, cursor }),
    [messenger],
  )
  const rooms = usePagedList({ q }, ask, EVERY_MS)

  return (
    <section aria-label={labels.list} className="flex flex-col gap-4">
      <p className="text-muted">{labels.intro}</p>
      <div className="flex flex-wrap items-end gap-3">
        <SearchField label={labels.search} value={typed} onType={setTyped} />
        <Button look="primary" onClick={() => setMakes(true)}>
          <Plus aria-hidden className="size-4" /> {labels.make}
        </Button>
      </div>
      <PagedItems
        paged={rooms}
        labels={labels}
        none={(query) => (query.q === '' ? labels.none : labels.noneFound(query.q))}
        renderRow={(room) => <RoomRow room={room} />}
      />
      {makes && <NewRoom onClose={() => setMakes(false)} />}
    </section>
  )
}
