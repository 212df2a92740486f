import { MessageSquareText } from 'lucide-react'
import { Suspense } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { Key } from '../ui/Key.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useMessengerState } from '../messenger/context.ts'
import { lazy } from '../ui/later/lazy.tsx'

const FirstSteps = lazy(() => import('../conversations/FirstSteps.tsx'))

/** Shown beside the list while no conversation is open. */
export function HomePane() {
  const { conversations: labels } = useCatalogue()
  const status = useMessengerState((state) => state.conversations.status)
  const hasConversations = useMessengerState((state) => state.conversations.items.length > 0)
  if (!hasConversations) {
    return <Suspense>{status === 'ready' && <FirstSteps place="pane" />}</Suspense>
  }
  return (
    <Notice icon={<MessageSquareText aria-hidden className="size-6" />} title={labels.chooseTitle}>
      <p className="-mt-3 flex items-center gap-2 text-muted touch:hidden">
        {labels.chooseBody} <Key name="command" /> <Key name="k" />
      </p>
    </Notice>
  )
}
