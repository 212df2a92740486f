import { posts, type PostsCatalogue } from './en/posts.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the screens of posts. Another language has this part in its own catalogue. */
export function usePostsCatalogue(): PostsCatalogue {
  return useCatalogue().posts ?? posts
}
