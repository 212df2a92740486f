import { useCallback, useEffect, useState } from 'react'
import type { Person } from '../../wire/people.ts'
import type { BarredList } from '../../wire/rooms/rooms.ts'
import { useCatalogue } from '../i18n/language.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { More } from '../requests/More.tsx'
import { useAction } from '../requests/useAction.ts'
import { barredFrom, letBackIn } from '../rooms/requests.ts'
import { announce } from '../ui/announcer.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'

const nobody: BarredList = { items: [], next_cursor: null }

interface BarredPeopleProps {
  roomId: string
  /** The number of members. After a removal the list is asked for again. */
  count: number
}

/** The people whom a moderator removed. The owner and moderators can let each of them join again. */
export function BarredPeople({ roomId, count }: BarredPeopleProps) {
  const labels = useRoomsCatalogue()
  const messenger = useMessenger()
  const [list, setList] = useState(nobody)
  const { failure, run } = useAction()
  const load = useCallback(
    async (before: BarredList) => {
      const page = await barredFrom(messenger, roomId, before.next_cursor ?? undefined)
      return { ...page, items: [...before.items, ...page.items] }
    },
    [messenger, roomId],
  )
  useEffect(() => {
    // Without an answer nobody is listed. The next opening of the details asks again.
    load(nobody).then(setList, () => undefined)
  }, [load, count])

  async function letIn({ id, display_name: name }: Person) {
    if (!(await run(() => letBackIn(messenger, roomId, id)))) return
    setList((now) => ({ ...now, items: now.items.filter((one) => one.id !== id) }))
    announce(labels.letIn(name))
  }

  if (list.items.length === 0) return null
  return (
    <section aria-label={labels.barred} className="border-t border-line pt-4">
      <h3 className="font-bold">{labels.barred}</h3>
      <p className="text-sm text-muted">{labels.barredHelp}</p>
      <ul className="mt-2">
        {list.items.map((person) => (
          <BarredRow key={person.id} person={person} onLetIn={() => void letIn(person)} />
        ))}
      </ul>
      <FailureNote failure={failure} />
      {list.next_cursor !== null && (
        <More label={labels.moreBarred} load={async () => setList(await load(list))} />
      )}
    </section>
  )
}

function BarredRow({ person, onLetIn }: { person: Person; onLetIn: () => void }) {
  const labels = useRoomsCatalogue()
  const { conversations } = useCatalogue()
  return (
    <li className="flex items-center gap-3 py-2">
      <Avatar id={person.id} name={person.display_name} url={person.avatar_url} size="small" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          <bdi>{person.display_name}</bdi>
        </p>
        <p className="truncate text-xs text-muted">{conversations.username(person.username)}</p>
      </div>
      <Button aria-label={labels.letInPerson(person.display_name)} onClick={onLetIn}>
        {labels.letBackIn}
      </Button>
    </li>
  )
}
