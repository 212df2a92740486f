import { useRoomsCatalogue } from '../i18n/rooms.ts'

/** What a person has to know before they enter a dark room. */
export function DarkNotice({ id }: { id?: string }) {
  const { dark } = useRoomsCatalogue()
  return (
    <ul id={id} className="flex list-disc flex-col gap-2 ps-5 text-sm">
      {Object.values(dark.notice).map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  )
}
