import { z } from 'zod'
import { groupTitle } from './conversations.ts'
import { person } from './people.ts'
import { emailAddress, id, isStorable, timestamp } from './primitives.ts'

/** The same length as the name of a group: the title of a post names its conversations. */
const postTitle = groupTitle
const postBody = z.string().trim().max(4000).refine(isStorable)

/** The page of a post in another application. Another scheme than http(s) could run code. */
const postUrl = z
  .url({ protocol: /^https?$/ })
  .regex(/^https?:\/\//)
  .max(2000)
  .refine(isStorable)

/** What another application calls its posts, such as `article`. It stands in the address of a link. */
const externalType = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'Use up to 40 of a-z, 0-9, dash or underscore.')
/** The id of a post in another application. */
const externalId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,199}$/, 'Use up to 200 of A-Z, a-z, 0-9, . _ ~ or dash.')

/** A post as everybody who is signed in sees it. A deleted post is nowhere on the board. */
export const post = z.object({
  id,
  author: person,
  title: z.string(),
  body: z.string(),
  url: z.string().nullable(),
  /** Only for a post of another application. Only that application changes such a post. */
  external: z.object({ type: z.string(), id: z.string() }).nullable(),
  closed: z.boolean(),
  /** Only its author sees a hidden post: a moderator hid it, or a filter holds it until one has read it. */
  hidden: z.enum(['moderator', 'filter']).nullable(),
  created_at: timestamp,
  changed_at: timestamp,
})
export type Post = z.infer<typeof post>

const postFilter = z.enum(['open', 'closed', 'mine'])

/** `GET /api/posts`: newest first. `mine` has open and closed posts of the asker. */
export const postsQuery = z.object({
  q: z.string().trim().max(200).refine(isStorable).optional(),
  filter: postFilter.default('open'),
  cursor: z.string().max(200).optional(),
})
export type PostsQuery = z.infer<typeof postsQuery>

export const postList = z.object({ items: z.array(post), next_cursor: z.string().nullable() })
export type PostList = z.infer<typeof postList>

/** `POST /api/posts`. `client_id` is the client's id of this creation, as for a group. */
export const postCreate = z
  .object({ title: postTitle, body: postBody.default(''), client_id: id.optional() })
  .strict()
export type PostCreate = z.infer<typeof postCreate>

/** `PATCH /api/posts/:id`: the author edits, closes or reopens. */
export const postChange = z
  .object({
    title: postTitle.optional(),
    body: postBody.optional(),
    closed: z.boolean().optional(),
  })
  .strict()
export type PostChange = z.infer<typeof postChange>

/** `/api/posts/external/:type/:id` */
export const externalAddress = z.object({ type: externalType, id: externalId })
export type ExternalAddress = z.infer<typeof externalAddress>

/** `PUT /api/posts/external/:type/:id`: the whole state of the post. `author` is an id or a confirmed e-mail address. */
export const externalPut = z
  .object({
    title: postTitle,
    url: postUrl,
    author: z.union([id, emailAddress]),
    closed: z.boolean().default(false),
  })
  .strict()
export type ExternalPut = z.infer<typeof externalPut>

/** `PATCH /api/posts/external/:type/:id`: closes or reopens. */
export const externalPatch = z.object({ closed: z.boolean() }).strict()
