import type { Post } from '../../wire/posts.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { paths } from '../navigation/routes.ts'
import { Link } from '../ui/Link.tsx'
import { MessageAuthor } from './MessageAuthor.tsx'
import { PostByline } from './PostByline.tsx'

/** One post of the board. Its title leads to the whole post. */
export function PostRow({ post }: { post: Post }) {
  const labels = usePostsCatalogue()
  return (
    <article className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-52 [overflow-wrap:anywhere]">
        <h3 className="font-medium">
          <Link
            href={paths.post(post.id)}
            aria-label={labels.openPost(post.title)}
            className="underline-offset-4 hover:underline"
          >
            <bdi>{post.title}</bdi>
          </Link>
        </h3>
        {post.body !== '' && (
          <p dir="auto" className="line-clamp-2 text-sm">
            {post.body}
          </p>
        )}
        <PostByline post={post} />
      </div>
      {!post.closed && <MessageAuthor post={post} />}
    </article>
  )
}
