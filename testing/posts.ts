import { randomUUID } from 'node:crypto'
import type { ExternalPut, Post, PostChange, PostCreate } from '../wire/posts.ts'
import type { TestPerson, TestRelay } from './relay.ts'

export const SERVER_KEY = 'the-server-key-of-the-tests-and-of-nobody-else'

const call = (person: TestPerson, method: string, path: string, body?: object) =>
  person.browser.call(method, `/api/posts${path}`, body === undefined ? {} : { body })

/** Puts a post on the board and fails when it is refused. */
export async function createPost(
  author: TestPerson,
  wanted: Partial<PostCreate> = {},
): Promise<Post> {
  const answer = await call(author, 'POST', '', { title: `Post ${randomUUID()}`, ...wanted })
  if (answer.status !== 201) throw new Error(`no post: ${answer.status}`)
  return answer.body as Post
}

export const changePost = (person: TestPerson, id: string, change: PostChange) =>
  call(person, 'PATCH', `/${id}`, change)

export const deletePost = (person: TestPerson, id: string) => call(person, 'DELETE', `/${id}`)

export const postAsSeenBy = (person: TestPerson, path: string) => call(person, 'GET', `/${path}`)

export const listPosts = (person: TestPerson, query: Record<string, string>) =>
  call(person, 'GET', `?${new URLSearchParams(query)}`)

export const startAbout = (person: TestPerson, postId: string) =>
  person.browser.call('POST', '/api/conversations', {
    body: { kind: 'POST_LINKED', post_id: postId },
  })

/** A call of the server of another application, without a browser and its cookies. */
export async function callAsServer(
  { url }: Pick<TestRelay, 'url'>,
  method: string,
  address: string,
  body?: Partial<ExternalPut>,
  headers: Record<string, string> = { authorization: `Bearer ${SERVER_KEY}` },
) {
  const answer = await fetch(`${url}/api/posts/external/${address}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-parley-client': '1', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
}
