import type { RoomSettings as Settings } from '../../wire/rooms/room-settings.ts'
import type { RoomChange } from '../../wire/rooms/rooms.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useChanges } from '../requests/useChanges.ts'
import { changeRoom } from '../rooms/requests.ts'
import { Choices } from '../ui/choices/Choices.tsx'
import { Switch } from '../ui/choices/Switch.tsx'

const SPANS = [0, 10, 30, 60, 300, 900]

/** What the owner and moderators decide for everybody in the room. */
export function RoomSettings({ id, room }: { id: string; room: Settings }) {
  const labels = useRoomsCatalogue()
  const messenger = useMessenger()
  const { failure, save } = useChanges()
  const change = (wanted: RoomChange) =>
    save(Object.keys(wanted).join(), () => changeRoom(messenger, id, wanted))
  const { slow_mode_seconds, locked, closed } = room
  // Another program may have chosen a time that is not in the list.
  const spans = [...new Set([...SPANS, slow_mode_seconds])].toSorted((a, b) => a - b)
  return (
    <section aria-label={labels.settings} className="flex flex-col gap-3 border-t border-line pt-4">
      <Switch
        label={labels.lock}
        help={labels.lockHelp}
        checked={locked}
        onChange={(next) => change({ locked: next })}
      />
      <Switch
        label={labels.close}
        help={labels.closeHelp}
        checked={closed}
        onChange={(next) => change({ closed: next })}
      />
      <div>
        <Choices
          label={labels.slowMode}
          choices={spans.map((seconds) => ({
            value: String(seconds),
            label: seconds === 0 ? labels.noSlowMode : labels.span(seconds),
          }))}
          value={String(slow_mode_seconds)}
          onChange={(next) => change({ slow_mode_seconds: Number(next) })}
        />
        <p className="text-sm text-muted">{labels.slowModeHelp}</p>
      </div>
      <FailureNote failure={failure} />
    </section>
  )
}
