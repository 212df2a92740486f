import { Plus } from 'lucide-react'
import { useState } from 'react'
import { postFilters, type PostFilter } from './filters.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { useMessenger } from '../messenger/context.ts'
import { More } from '../requests/More.tsx'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Field } from '../ui/Field.tsx'
import { PostForm } from './PostForm.tsx'
import { PostRow } from './PostRow.tsx'
import { createPost } from './requests.ts'
import { usePosts } from './usePosts.ts'

/** The posts of everybody, with a search, filters and a button to write one. */
export function Board() {
  const labels = usePostsCatalogue()
  const messenger = useMessenger()
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState<PostFilter>('open')
  const [writes, setWrites] = useState(false)
  // The page gives up after some seconds, when the post may exist already. The next try must not make a second one.
  const [clientId] = useState(() => crypto.randomUUID())
  const { posts, retry, more } = usePosts(typed, filter)
  const items = posts.kind === 'ready' ? posts.items : []

  return (
    <section aria-label={labels.list} className="flex flex-col gap-4">
      <p className="text-muted">{labels.intro}</p>
      <div className="flex flex-wrap items-end gap-3">
        <Field
          label={labels.search}
          type="search"
          autoComplete="off"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="min-w-0 flex-1 basis-52"
        />
        <Button look="primary" onClick={() => setWrites(true)}>
          <Plus aria-hidden className="size-4" /> {labels.write}
        </Button>
      </div>
      <div role="group" aria-label={labels.filter} className="flex flex-wrap gap-2">
        {postFilters.map((one) => (
          <Button
            key={one}
            aria-pressed={filter === one}
            className={classes('text-sm', filter === one && 'bg-hover font-bold')}
            onClick={() => setFilter(one)}
          >
            {labels.filters[one]}
          </Button>
        ))}
      </div>
      {posts.kind === 'loading' && (
        <p role="status" className="animate-late py-4 text-muted">
          {labels.loading}
        </p>
      )}
      {posts.kind === 'failed' && (
        <div role="alert" className="flex flex-wrap items-center gap-3 py-4">
          <p>{labels.failed}</p>
          <Button onClick={retry}>{labels.retry}</Button>
        </div>
      )}
      {posts.kind === 'ready' && items.length === 0 && (
        <p role="status" className="py-4 text-muted">
          {posts.query === '' ? labels.none[posts.filter] : labels.noneFound(posts.query)}
        </p>
      )}
      <ul className="divide-y divide-line">
        {items.map((post) => (
          <li key={post.id}>
            <PostRow post={post} />
          </li>
        ))}
      </ul>
      {posts.kind === 'ready' && posts.next !== null && <More label={labels.more} load={more} />}
      {writes && (
        <PostForm
          title={labels.write}
          yes={labels.publish}
          save={async (text) => {
            const { id } = await createPost(messenger, clientId, text)
            navigate(paths.post(id))
          }}
          onClose={() => setWrites(false)}
        />
      )}
    </section>
  )
}
