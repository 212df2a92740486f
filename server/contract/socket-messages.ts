import { z } from 'zod'
import { ackError } from '../../wire/errors.ts'
import {
  clientEvents,
  serverEvents,
  type ClientEvent,
  type ServerEvent,
} from '../../wire/socket.ts'
import { clientEventSummaries, serverEventSummaries } from './event-summaries.ts'
import { incomingShape, type JsonSchema } from './shapes.ts'

export interface EventMessage {
  /** The name of the event, as in `socket.on(name, …)`. An ack has the name of its event. */
  name: string
  title: string
  summary: string
  payload: JsonSchema
}
export const clientNames = Object.keys(clientEvents) as ClientEvent[]
export const serverNames = Object.keys(serverEvents) as ServerEvent[]

/** A key of the document has no colon. */
export const keyOf = (side: 'client' | 'server', event: string) =>
  `${side}_${event.replace(':', '_')}`

/** The ack of each event: the answer, or one of the closed set of errors. */
const acks = Object.fromEntries(
  clientNames.map((event) => [event, ackOf(clientEvents[event].answer)]),
) as Record<ClientEvent, z.ZodType>

function ackOf(answer: z.ZodObject): z.ZodType {
  const done = z.object({ ok: z.literal(true), ...answer.shape })
  return z.union([done, z.object({ ok: z.literal(false), error: ackError })])
}

/** Everything that the relay sends. */
export const sentSchemas: z.ZodType[] = [...Object.values(acks), ...Object.values(serverEvents)]

type ShapeOf = (schema: z.ZodType) => JsonSchema

/** Every event and every ack, by its key in the document. */
export const socketMessages = (shapeOf: ShapeOf): Record<string, EventMessage> => ({
  ...fromClients(shapeOf),
  ...fromServer(shapeOf),
})

function fromClients(shapeOf: ShapeOf): Record<string, EventMessage> {
  return Object.fromEntries(
    clientNames.flatMap((name) => [
      [
        keyOf('client', name),
        {
          name,
          title: name,
          summary: clientEventSummaries[name],
          payload: incomingShape(clientEvents[name].payload),
        },
      ],
      [
        `${keyOf('client', name)}_ack`,
        {
          name,
          title: `Ack of ${name}`,
          summary: `What the relay answers to ${name}.`,
          payload: shapeOf(acks[name]),
        },
      ],
    ]),
  )
}

function fromServer(shapeOf: ShapeOf): Record<string, EventMessage> {
  return Object.fromEntries(
    serverNames.map((name) => [
      keyOf('server', name),
      {
        name,
        title: name,
        summary: serverEventSummaries[name],
        payload: shapeOf(serverEvents[name]),
      },
    ]),
  )
}
