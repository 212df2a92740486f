import { useState } from 'react'
import type { Post, PostChange } from '../../wire/posts.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { useMessenger } from '../messenger/context.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { PostForm } from './PostForm.tsx'
import { changePost, deletePost } from './requests.ts'

interface OwnPostProps {
  post: Post
  onChange: (post: Post) => void
}

/** The buttons for the author of a post. A post of another application is changed in that application. */
export function OwnPost({ post, onChange }: OwnPostProps) {
  const labels = usePostsCatalogue()
  const messenger = useMessenger()
  const [dialog, setDialog] = useState<'edit' | 'delete' | null>(null)
  const { busy, failure, run } = useAction()
  const change = async (wanted: PostChange) =>
    onChange(await changePost(messenger, post.id, wanted))

  async function remove() {
    const isDone = await run(() => deletePost(messenger, post.id))
    if (isDone) navigate(paths.posts, { replace: true })
    else setDialog(null)
  }

  if (post.external !== null) return <p className="text-sm text-muted">{labels.kept}</p>
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {!post.closed && post.hidden === null && (
          <Button onClick={() => setDialog('edit')}>{labels.edit}</Button>
        )}
        <Button busy={busy} onClick={() => void run(() => change({ closed: !post.closed }))}>
          {post.closed ? labels.reopen : labels.close}
        </Button>
        <Button look="quiet-danger" onClick={() => setDialog('delete')}>
          {labels.delete}
        </Button>
      </div>
      <p className="text-sm text-muted">{labels.closeHelp}</p>
      <FailureNote failure={failure} messages={labels.failures} />
      {dialog === 'edit' && (
        <PostForm
          title={labels.editTitle}
          yes={labels.save}
          text={post}
          save={({ title, body }) => change({ title, body })}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'delete' && (
        <Confirm
          title={labels.deleteTitle}
          body={labels.deleteBody}
          yes={labels.delete}
          busy={busy}
          onYes={() => void remove()}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}
