import { useCallback, useDeferredValue, useEffect, useRef, useState } from 'react'
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
  /** An answer to an older question is dropped. */
  const asked = useRef(0)

  const load = useCallback(async () => {
    const turn = ++asked.current
    try {
      const { items, next_cursor } = await findPosts(messenger, { q: query, filter })
      if (turn !== asked.current) return
      setPosts({ kind: 'ready', query, filter, items, next: next_cursor })
    } catch {
      if (turn === asked.current) setPosts({ kind: 'failed' })
    }
  }, [messenger, query, filter])
  useEffect(() => {
    void load()
    return () => {
      asked.current++
    }
  }, [load])

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

  return { posts, load, more }
}
