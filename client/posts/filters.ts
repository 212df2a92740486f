import type { PostsQuery } from '../../wire/posts.ts'

export type PostFilter = PostsQuery['filter']

/** In the order of the buttons. */
export const postFilters: readonly PostFilter[] = ['open', 'closed', 'mine']
