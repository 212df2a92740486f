import { useEffect, useState } from 'react'
import type { Unmasking } from '../../wire/rooms/rooms.ts'
import { useFormat } from '../i18n/language.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import { unmaskingsOf } from './requests.ts'

/** Tells a person that a moderator looked up who is behind their alias, when, and why. */
export function Unmaskings({ id }: { id: string }) {
  const { dark } = useRoomsCatalogue()
  const format = useFormat()
  const messenger = useMessenger()
  const [items, setItems] = useState<readonly Unmasking[]>([])
  useEffect(() => {
    // Without an answer, the next opening of the room asks again.
    unmaskingsOf(messenger, id).then(
      ({ items }) => setItems(items),
      () => undefined,
    )
  }, [messenger, id])
  if (items.length === 0) return null
  return (
    <ul
      role="status"
      className="mx-auto w-full max-w-[54rem] px-4 pb-1 text-sm text-danger sm:px-8"
    >
      {items.map(({ at, reason }) => (
        <li key={at}>{dark.unmasked(format.full(at), reason)}</li>
      ))}
    </ul>
  )
}
