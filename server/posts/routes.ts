import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import {
  externalAddress,
  post,
  postChange,
  postCreate,
  postList,
  postsQuery,
} from '../../wire/posts.ts'
import type { Database } from '../database/client.ts'
import type { Limits } from '../http/limits.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Publisher } from '../realtime/publish.ts'
import { changePost, deletePost } from './change.ts'
import { announcePost } from './conversations.ts'
import { createPost } from './create.ts'
import { externalPostOf, listPosts, postOf } from './list.ts'

const path = '/api/posts/:id'
const params = z.object({ id })

interface PostEdge {
  sql: Database
  publish: Publisher
  limits: Limits
}

/** The board of posts. A conversation about a post is made with `POST /api/conversations`. */
export function postRoutes(app: App, { sql, publish, limits }: PostEdge): void {
  app.get(
    '/api/posts',
    {
      config: { work: 'page' },
      schema: {
        summary: 'The board of posts, in pages of 50, newest first.',
        querystring: postsQuery,
        response: { 200: postList },
      },
    },
    async (request) => {
      const { userId } = personOf(request)
      if (request.query.q) await limits.search(userId)
      return listPosts(sql, userId, request.query)
    },
  )

  app.post(
    '/api/posts',
    {
      config: { limit: 'creation' },
      schema: {
        summary: 'Put a post on the board. 200 means that it existed.',
        body: postCreate,
        response: { '2xx': post },
      },
    },
    async (request, reply) => {
      const made = await createPost(sql, personOf(request).userId, request.body)
      return reply.code(made.isNew ? 201 : 200).send(made.post)
    },
  )

  app.get(path, { schema: { summary: 'One post.', params, response: { 200: post } } }, (request) =>
    postOf(sql, personOf(request).userId, request.params.id),
  )

  app.patch(
    path,
    {
      config: { limit: 'settings' },
      schema: {
        summary: 'Edit, close or reopen one’s own post.',
        params,
        body: postChange,
        response: { 200: post },
      },
    },
    async (request) => {
      const { userId } = personOf(request)
      const postId = request.params.id
      announcePost(publish, await changePost(sql, userId, postId, request.body))
      return postOf(sql, userId, postId)
    },
  )

  app.delete(
    path,
    {
      config: { limit: 'settings' },
      schema: {
        summary: 'Delete one’s own post. Its title stays in its conversations.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      announcePost(publish, await deletePost(sql, personOf(request).userId, request.params.id))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/posts/external/:type/:id',
    {
      schema: {
        summary: 'The post of another application, by the name that it has there.',
        params: externalAddress,
        response: { 200: post },
      },
    },
    (request) => externalPostOf(sql, personOf(request).userId, request.params),
  )
}
