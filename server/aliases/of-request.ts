import type { FastifyRequest } from 'fastify'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import { actorIn } from './actors.ts'

type OfConversation = FastifyRequest<{ Params: { id: string } }>

/** The account or the alias under which the person asking acts in the conversation that the address names. */
export const actorOfRequest = (sql: Sql) => (request: OfConversation) =>
  actorIn(sql, personOf(request).userId, request.params.id)
