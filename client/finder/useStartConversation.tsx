import { useState, type ReactNode } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { navigate } from '../navigation/location.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { paths } from '../navigation/routes.ts'
import { useAction } from '../requests/useAction.ts'

type Target = { userId: string } | { email: string }

/** Starts or finds the conversation with a person, and opens it. */
export function useStartConversation(onDone: () => void) {
  const { conversations: labels } = useCatalogue()
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

  const notFound = target && 'email' in target ? labels.noAccount : labels.cannotWrite
  const problem: ReactNode = own ? (
    <p role="alert" className="text-sm text-danger">
      {labels.thatIsYou}
    </p>
  ) : failure ? (
    <FailureNote
      failure={failure}
      messages={{ not_found: notFound, forbidden: labels.cannotWrite }}
    />
  ) : null

  return { start, busy, problem }
}
