import type { Post } from '../../wire/posts.ts'
import { useNow } from '../browser/useNow.ts'
import { useFormat } from '../i18n/language.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { useMessengerState } from '../messenger/context.ts'

/** Who wrote the post and when, and whether it is closed. */
export function PostByline({ post }: { post: Post }) {
  const labels = usePostsCatalogue()
  const format = useFormat()
  const now = useNow(30_000)
  const me = useMessengerState((state) => state.me.id)
  const ago = format.ago(post.created_at, now)
  return (
    <p className="text-xs text-muted">
      {post.author.id === me ? labels.byYou(ago) : labels.by(post.author.display_name, ago)}
      {post.hidden && (
        <span className="ms-2 rounded-full border border-line px-2 py-0.5">
          {labels.hidden[post.hidden]}
        </span>
      )}
      {post.closed && (
        <span className="ms-2 rounded-full border border-line px-2 py-0.5">{labels.closed}</span>
      )}
    </p>
  )
}
