import { MessageSquare } from 'lucide-react'
import type { Post } from '../../wire/posts.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { messageAuthor } from './requests.ts'

interface MessageAuthorProps {
  post: Post
  /** The relay refused. The post may have been closed or deleted since it was loaded. */
  onRefused?: () => Promise<void>
}

/** Opens the one conversation with the author about this post. The author has no such button. */
export function MessageAuthor({ post, onRefused }: MessageAuthorProps) {
  const labels = usePostsCatalogue()
  const messenger = useMessenger()
  const me = useMessengerState((state) => state.me.id)
  const { busy, failure, run } = useAction()
  if (post.author.id === me) return null
  return (
    <>
      <Button
        look="primary"
        busy={busy}
        onClick={async () => {
          const isOpened = await run(async () => {
            const { id } = await messageAuthor(messenger, post.id)
            navigate(paths.conversation(id))
          })
          if (!isOpened) await onRefused?.()
        }}
      >
        <MessageSquare aria-hidden className="size-4" /> {labels.message}
      </Button>
      <FailureNote
        failure={failure}
        messages={{
          not_found: labels.notReachable,
          forbidden: labels.youBlocked,
          post_closed: labels.isClosed,
        }}
        className="basis-full"
      />
    </>
  )
}
