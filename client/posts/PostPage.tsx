import { ExternalLink } from 'lucide-react'
import { Suspense, useCallback, useEffect, useState } from 'react'
import type { Post } from '../../wire/posts.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { failureOf } from '../requests/failure.ts'
import { Button } from '../ui/Button.tsx'
import { MessageAuthor } from './MessageAuthor.tsx'
import { OwnPost } from './OwnPost.tsx'
import { PostByline } from './PostByline.tsx'
import { postOf } from './requests.ts'
import { lazy } from '../ui/later/lazy.tsx'

const ReportDialog = lazy(() => import('../reports/ReportDialog.tsx'), 'over')

function ReportButton({ postId }: { postId: string }) {
  const labels = usePostsCatalogue()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{labels.report}</Button>
      {isOpen && (
        <Suspense>
          <ReportDialog about={{ post_id: postId }} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** One post. Its author edits, closes, reopens and deletes it here; everybody else messages the author. */
export function PostPage({ id }: { id: string }) {
  const labels = usePostsCatalogue()
  const messenger = useMessenger()
  const me = useMessengerState((state) => state.me.id)
  const [post, setPost] = useState<Post | 'loading' | 'gone' | 'failed'>('loading')

  const load = useCallback(
    () =>
      postOf(messenger, id).then(setPost, (error: unknown) => {
        const { code } = failureOf(error)
        const isGone = code === 'not_found' || code === 'invalid_request'
        setPost((known) => (isGone ? 'gone' : typeof known === 'object' ? known : 'failed'))
      }),
    [messenger, id],
  )
  useEffect(() => void load(), [load])

  if (post === 'loading') {
    return (
      <p role="status" className="animate-late text-muted">
        {labels.loading}
      </p>
    )
  }
  if (post === 'gone') return <p role="alert">{labels.gone}</p>
  if (post === 'failed') {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3">
        <p>{labels.failed}</p>
        <Button onClick={() => void load()}>{labels.retry}</Button>
      </div>
    )
  }
  return (
    <article className="flex flex-col gap-3 [overflow-wrap:anywhere]">
      <h3 className="text-xl font-bold">
        <bdi>{post.title}</bdi>
      </h3>
      <PostByline post={post} />
      {post.body !== '' && (
        <p dir="auto" className="whitespace-pre-wrap">
          {post.body}
        </p>
      )}
      {post.url !== null && (
        <p>
          <a
            href={post.url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="inline-flex items-center gap-1 font-medium text-accent underline-offset-4 hover:underline"
          >
            <ExternalLink aria-hidden className="size-4" /> {labels.original}
          </a>
        </p>
      )}
      {post.author.id === me ? (
        <OwnPost post={post} onChange={setPost} />
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <MessageAuthor post={post} onRefused={load} />
          <ReportButton postId={post.id} />
        </div>
      )}
    </article>
  )
}
