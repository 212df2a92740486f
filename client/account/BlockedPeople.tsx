import { useState } from 'react'
import type { Person } from '../../wire/people.ts'
import { useMessengerState } from '../messenger/context.ts'
import { useCatalogue } from '../i18n/language.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { useSettingsCatalogue } from '../i18n/account/settings.ts'
import { BlockConfirm } from '../people/BlockConfirm.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'

export function BlockedPeople() {
  const catalogue = useCatalogue()
  const labels = usePeopleCatalogue()
  const { blocked: title } = useSettingsCatalogue()
  const blocked = useMessengerState((state) => state.blocked)
  const [unblocking, setUnblocking] = useState<Person | null>(null)
  return (
    <section aria-labelledby="blocked-title">
      <h3 id="blocked-title" tabIndex={-1} className="font-bold outline-none">
        {title}
      </h3>
      <p className="text-sm text-muted">
        {blocked.length === 0 ? labels.blockedNobody : labels.blockedHelp}
      </p>
      <ul className="mt-2 divide-y divide-line">
        {blocked.map((person) => (
          <li key={person.id} className="flex items-center gap-3 py-2">
            <Avatar
              id={person.id}
              name={person.display_name}
              url={person.avatar_url}
              size="small"
            />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                <bdi>{person.display_name}</bdi>
              </p>
              <p className="truncate text-xs text-muted">
                {catalogue.conversations.username(person.username)}
              </p>
            </div>
            <Button
              aria-label={labels.unblockPerson(person.display_name)}
              onClick={() => setUnblocking(person)}
            >
              {labels.unblock}
            </Button>
          </li>
        ))}
      </ul>
      {unblocking && (
        <BlockConfirm
          userId={unblocking.id}
          name={unblocking.display_name}
          blocked
          onClose={() => setUnblocking(null)}
        />
      )}
    </section>
  )
}
