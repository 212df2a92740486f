import type { FastifyRequest } from 'fastify'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import { actorIn } from './actors.ts'

type OfConversation = FastifyRequest<{ Params: { id: string } }>

/** The id under which the person who asks acts in the conversation of the address. */
export const actorOfRequest = (sql: Sql) => (request: OfConversation) =>
  actorIn(sql, personOf(request).userId, request.params.id)
