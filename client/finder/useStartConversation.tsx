import { Link2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useInvitationsCatalogue } from '../i18n/invitations.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { useDialogs } from '../navigation/dialogs.ts'
import { navigate } from '../navigation/location.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { paths } from '../navigation/routes.ts'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'

type Target = { userId: string } | { email: string }

/** Starts or finds the conversation with a person, and opens it. */
export function useStartConversation(onDone: () => void) {
  const labels = usePeopleCatalogue()
  const { invite } = useInvitationsCatalogue()
  const openDialog = useDialogs()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const [target, setTarget] = useState<Target | null>(null)
  const [own, setOwn] = useState(false)

  async function start(wanted: Target) {
    if (busy) return
    const { email } = messenger.getState().me
    const isOwn = 'email' in wanted && wanted.email.toLowerCase() === email?.toLowerCase()
    setOwn(isOwn)
    setTarget(wanted)
    if (isOwn) return
    await run(async () => {
      const conversation = await messenger.conversations.startDirect(wanted)
      navigate(paths.conversation(conversation.id))
      onDone()
    })
  }

  const isAddress = target !== null && 'email' in target
  const notFound = isAddress ? labels.noAccount : labels.cannotWrite
  const problem: ReactNode = own ? (
    <p role="alert" className="text-sm text-danger">
      {labels.yourself}
    </p>
  ) : failure ? (
    <>
      <FailureNote
        failure={failure}
        messages={{ not_found: notFound, forbidden: labels.cannotWrite }}
      />
      {failure.code === 'not_found' && isAddress && (
        <Button className="mt-2" onClick={() => openDialog('invite')}>
          <Link2 aria-hidden className="size-4" /> {invite}
        </Button>
      )}
    </>
  ) : null

  return { start, busy, problem }
}
