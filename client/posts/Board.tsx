import { Plus } from 'lucide-react'
import { useCallback, useDeferredValue, useState } from 'react'
import { postFilters, type PostFilter } from './filters.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { useMessenger } from '../messenger/context.ts'
import { PagedItems } from '../requests/PagedItems.tsx'
import { usePagedList } from '../requests/usePagedList.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { SearchField } from '../ui/SearchField.tsx'
import { PostForm } from './PostForm.tsx'
import { PostRow } from './PostRow.tsx'
import { createPost, findPosts } from './requests.ts'

/** The posts of everybody, with a search, filters and a button to write one. */
export function Board() {
  const labels = usePostsCatalogue()
  const messenger = useMessenger()
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState<PostFilter>('open')
  const [writes, setWrites] = useState(false)
  // The page gives up after some seconds, when the post may exist already. The next try must not make a second one.
  const [clientId] = useState(() => crypto.randomUUID())
  const q = useDeferredValue(typed.trim())
  const ask = useCallback(
    (query: { q: string; filter: PostFilter }, cursor?: string) =>
      findPosts(messenger, { ...query, cursor }),
    [messenger],
  )
  const posts = usePagedList({ q, filter }, ask)

  return (
    <section aria-label={labels.list} className="flex flex-col gap-4">
      <p className="text-muted">{labels.intro}</p>
      <div className="flex flex-wrap items-end gap-3">
        <SearchField label={labels.search} value={typed} onType={setTyped} />
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
      <PagedItems
        paged={posts}
        labels={labels}
        none={({ q, filter: shown }) => (q === '' ? labels.none[shown] : labels.noneFound(q))}
        renderRow={(post) => <PostRow post={post} />}
      />
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
