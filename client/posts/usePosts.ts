import { useDeferredValue, useEffect, useState } from 'react'
import type { Post, PostsQuery } from '../../wire/posts.ts'
import { useMessenger } from '../messenger/context.ts'
import { findPosts } from './requests.ts'

type Posts =
  | { kind: 'loading' }
  | { kind: 'failed' }
  | {
      kind: 'ready'
      query: string
      filter: PostsQuery['filter']
      items: readonly Post[]
      next: string | null
    }

/** The posts that match. The previous ones stay until the answer to what is typed now has come. */
export function usePosts(typed: string, filter: PostsQuery['filter']) {
  const messenger = useMessenger()
  const query = useDeferredValue(typed.trim())
  const [posts, setPosts] = useState<Posts>({ kind: 'loading' })
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let isCurrent = true
    findPosts(messenger, { q: query, filter }).then(
      ({ items, next_cursor: next }) => {
        if (isCurrent) setPosts({ kind: 'ready', query, filter, items, next })
      },
      () => {
        if (isCurrent) setPosts({ kind: 'failed' })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [messenger, query, filter, attempt])

  async function more(): Promise<void> {
    if (posts.kind !== 'ready' || posts.next === null) return
    const { query: q, filter: shown, next: cursor, items } = posts
    const page = await findPosts(messenger, { q, filter: shown, cursor })
    setPosts((known) =>
      known === posts
        ? { ...posts, items: [...items, ...page.items], next: page.next_cursor }
        : known,
    )
  }

  return { posts, retry: () => setAttempt(attempt + 1), more }
}
