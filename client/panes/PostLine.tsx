import { ExternalLink, StickyNote } from 'lucide-react'
import type { LinkedPost } from '../../wire/conversations.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { paths } from '../navigation/routes.ts'
import { Link } from '../ui/Link.tsx'

/**
 * The title of the post, above the conversation. It stays when the post is closed or deleted, and goes when a moderator
 * hid the post.
 */
export default function PostLine({ post }: { post: LinkedPost }) {
  const labels = usePostsCatalogue()
  const { id, title, url, state } = post
  return (
    <div
      role="note"
      aria-label={labels.pinned}
      className="flex min-h-10 items-center gap-2 border-b border-line bg-surface px-4 text-sm"
    >
      <StickyNote aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate font-medium">
        {state === 'deleted' || title === '' ? (
          title || labels.hiddenTitle
        ) : (
          <Link href={paths.post(id)} className="underline-offset-4 hover:underline">
            <bdi>{title}</bdi>
          </Link>
        )}
      </span>
      {state !== 'open' && (
        <span className="shrink-0 rounded-full border border-line px-2 py-0.5 text-xs text-muted">
          {labels.states[state]}
        </span>
      )}
      {url !== null && (
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer nofollow"
          aria-label={labels.original}
          title={labels.original}
          className="grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-text touch:size-11"
        >
          <ExternalLink aria-hidden className="size-4" />
        </a>
      )}
    </div>
  )
}
