import type { LinkedPost } from '../../wire/conversations.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'

/** Stands in place of the composer when the post is closed or deleted. */
export default function PostClosedLine({ state }: Pick<LinkedPost, 'state'>) {
  const labels = usePostsCatalogue()
  return (
    <div className="mx-auto w-full max-w-[54rem] px-2 pb-safe-2 sm:px-6 sm:pb-safe-4">
      <p
        role="status"
        className="rounded-bubble bg-surface px-3 py-3 text-center text-sm text-muted"
      >
        {labels.readOnly[state]}
      </p>
    </div>
  )
}
