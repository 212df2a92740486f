import { useState } from 'react'
import { useInvitationsCatalogue } from '../i18n/invitations.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { Choices } from '../ui/choices/Choices.tsx'
import { makeInvitation } from './requests.ts'

const days = { day: 1, week: 7, month: 30, never: null } as const
const most = { one: 1, ten: 10, fifty: 50, any: null } as const
type End = keyof typeof days
type Most = keyof typeof most

/** Another choice is another link. Otherwise a retry would get the link of the choice before. */
const newLink = (end: End, uses: Most) => ({ clientId: crypto.randomUUID(), end, uses })

interface MakeLinkProps {
  groupId: string | null
  onMade: (token: string) => void
}

/** How long a new link is good, and for how many people. */
export function MakeLink({ groupId, onMade }: MakeLinkProps) {
  const labels = useInvitationsCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const [wanted, setWanted] = useState(() => newLink('week', 'any'))
  const { clientId, end, uses } = wanted

  const make = () =>
    run(async () => {
      const draft = { days: days[end], max_uses: most[uses] }
      const { token } = await makeInvitation(messenger, groupId, clientId, draft)
      announce(labels.made)
      onMade(token)
    })

  return (
    <>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <Choices
          label={labels.ends}
          choices={(Object.keys(days) as End[]).map((value) => ({
            value,
            label: labels.endChoices[value],
          }))}
          value={end}
          onChange={(value) => setWanted(newLink(value, uses))}
        />
        <Choices
          label={labels.uses}
          choices={(Object.keys(most) as Most[]).map((value) => ({
            value,
            label: labels.useChoices[value],
          }))}
          value={uses}
          onChange={(value) => setWanted(newLink(end, value))}
        />
      </div>
      <FailureNote failure={failure} messages={labels.makeFailures} className="mt-3" />
      <Button look="primary" busy={busy} className="mt-3 w-full" onClick={() => void make()}>
        {labels.make}
      </Button>
    </>
  )
}
