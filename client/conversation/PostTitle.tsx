import { StickyNote } from 'lucide-react'
import type { LinkedPost } from '../../wire/conversations.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'

/** The title of the post that a conversation is about. Its sign is no pin, because a pin means that the row is pinned. */
export default function PostTitle({ post }: { post: LinkedPost }) {
  const labels = usePostsCatalogue()
  return (
    <span className="ms-1.5 text-xs font-normal text-muted">
      <StickyNote aria-hidden className="me-0.5 inline size-3" />
      <span className="sr-only">{labels.pinned}</span> <bdi>{post.title || labels.hiddenTitle}</bdi>
    </span>
  )
}
