import type { Room } from '../../wire/rooms/rooms.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { Choices } from '../ui/choices/Choices.tsx'
import { Field } from '../ui/Field.tsx'
import type { NewRoom } from './requests.ts'

const histories: readonly Room['history'][] = ['all', 'joined']

export const isNamed = ({ title }: NewRoom) => title.trim() !== ''

interface RoomFieldsProps {
  draft: NewRoom
  onDraft: (draft: NewRoom) => void
  /** A missing name shows an error only after the user has tried to continue. */
  tried: boolean
  /** False in a dark room: everybody reads everything there, because it is deleted soon. */
  hasHistory?: boolean
}

/** The name, the topic and the history of a room. */
export function RoomFields({ draft, onDraft, tried, hasHistory = true }: RoomFieldsProps) {
  const labels = useRoomsCatalogue()
  return (
    <>
      <Field
        label={labels.name}
        autoFocus
        autoComplete="off"
        maxLength={120}
        value={draft.title}
        error={tried && !isNamed(draft) ? labels.nameMissing : undefined}
        onChange={(event) => onDraft({ ...draft, title: event.target.value })}
      />
      <Field
        label={labels.topic}
        help={labels.topicHelp}
        autoComplete="off"
        maxLength={300}
        value={draft.topic}
        onChange={(event) => onDraft({ ...draft, topic: event.target.value })}
      />
      {hasHistory && (
        <Choices
          label={labels.history}
          choices={histories.map((value) => ({ value, label: labels.histories[value] }))}
          value={draft.history}
          onChange={(history) => onDraft({ ...draft, history })}
        />
      )}
    </>
  )
}
