import { useState } from 'react'
import { useText } from '../i18n/language.ts'
import { navigate } from '../ui/location.ts'
import { useMessenger } from './context.ts'
import { codeOf } from './failure.ts'
import { paths } from './routes.ts'

/** Starts the conversation with someone, or finds the one there is, and opens it. */
export function useStart(onDone: () => void) {
  const { conversations: text } = useText()
  const messenger = useMessenger()
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function start(target: { userId: string } | { email: string }) {
    if (busy) return
    const { email } = messenger.getState().me
    if ('email' in target && target.email.toLowerCase() === email?.toLowerCase()) {
      return setError(text.thatIsYou)
    }
    setBusy(true)
    setError(null)
    try {
      const conversation = await messenger.startDirect(target)
      navigate(paths.conversation(conversation.id))
      onDone()
    } catch (failure) {
      setError(codeOf(failure) === 'not_found' ? text.noAccount : text.startFailed)
      setBusy(false)
    }
  }

  return { start, busy, error }
}
