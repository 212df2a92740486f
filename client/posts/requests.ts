import type { Conversation } from '../../wire/conversations.ts'
import type { Post, PostChange, PostList, PostsQuery } from '../../wire/posts.ts'
import type { Messenger } from '../realtime/messenger.ts'

/** The requests about posts. All throw RequestError. */

export function findPosts({ rooms }: Messenger, query: PostsQuery) {
  const { q = '', filter, cursor = '' } = query
  const given = new URLSearchParams({ filter, ...(q && { q }), ...(cursor && { cursor }) })
  return rooms.ask<PostList>('GET', `/api/posts?${given}`)
}

export const postOf = ({ rooms }: Messenger, id: string) =>
  rooms.ask<Post>('GET', `/api/posts/${encodeURIComponent(id)}`)

export const externalPostOf = ({ rooms }: Messenger, type: string, id: string) =>
  rooms.ask<Post>(
    'GET',
    `/api/posts/external/${encodeURIComponent(type)}/${encodeURIComponent(id)}`,
  )

export interface PostText {
  title: string
  body: string
}

/** `clientId` names the creation. A second call with the same one gets the post of the first. */
export const createPost = ({ rooms }: Messenger, clientId: string, post: PostText) =>
  rooms.ask<Post>('POST', '/api/posts', { ...post, client_id: clientId })

export const changePost = ({ rooms }: Messenger, id: string, change: PostChange) =>
  rooms.ask<Post>('PATCH', `/api/posts/${id}`, change)

export const deletePost = ({ rooms }: Messenger, id: string) =>
  rooms.ask<null>('DELETE', `/api/posts/${id}`)

export const messageAuthor = (messenger: Messenger, postId: string) =>
  startConversation(messenger, { kind: 'POST_LINKED', post_id: postId })

export const messagePerson = (messenger: Messenger, username: string) =>
  startConversation(messenger, { kind: 'DIRECT', username })

async function startConversation({ rooms }: Messenger, wanted: object): Promise<Conversation> {
  const conversation = await rooms.ask<Conversation>('POST', '/api/conversations', wanted)
  rooms.adopt(conversation)
  return conversation
}
