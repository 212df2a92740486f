import { ackError } from '../../wire/errors.ts'
import { handshakeAuth } from '../../wire/socket.ts'
import type { BasePath } from '../base-path.ts'
import { clientEventSummaries, serverEventSummaries } from './event-summaries.ts'
import type { CookieNames } from './openapi.ts'
import { incomingShape, outgoingShapes, type JsonSchema } from './shapes.ts'
import {
  clientNames,
  keyOf,
  sentSchemas,
  serverNames,
  socketMessages,
  type EventMessage,
} from './socket-messages.ts'

interface Reference {
  $ref: string
}
interface EventOperation {
  /** From the relay's side: it receives what a client sends. */
  action: 'send' | 'receive'
  channel: Reference
  summary: string
  messages: Reference[]
  reply?: { channel: Reference; messages: Reference[] }
}

export interface AsyncApi {
  asyncapi: '3.0.0'
  info: { title: string; version: string; description: string }
  servers: Record<string, object>
  channels: { socket: Record<string, unknown> & { messages: Record<string, Reference> } }
  operations: Record<string, EventOperation>
  components: {
    messages: Record<string, EventMessage>
    schemas: Record<string, JsonSchema>
    securitySchemes: Record<string, Record<string, string>>
  }
}

/** The contract of the socket, from the schemas by which the relay checks and sends events. */
export function writeAsyncApi({
  version,
  cookies,
  publicUrl,
  basePath,
}: {
  version: string
  cookies: CookieNames
  publicUrl: string
  basePath: BasePath
}): AsyncApi {
  const { shapeOf, named } = outgoingShapes([...sentSchemas, ackError])
  const messages = socketMessages(shapeOf)
  const { protocol, host } = new URL(publicUrl)
  return {
    asyncapi: '3.0.0',
    info: { title: 'Parley, the socket', version, description },
    servers: {
      relay: {
        host,
        pathname: `${basePath}/socket.io/`,
        protocol: protocol === 'https:' ? 'wss' : 'ws',
        description: 'Socket.IO, the default namespace. WebSocket first, long polling as fallback.',
        security: [{ $ref: '#/components/securitySchemes/session' }],
      },
    },
    channels: {
      socket: {
        address: '/',
        description:
          'The `auth` of the handshake and the data of a refused one are in x-handshake.',
        'x-handshake': { auth: incomingShape(handshakeAuth), refused: shapeOf(ackError) },
        messages: Object.fromEntries(Object.keys(messages).map((key) => [key, inComponents(key)])),
      },
    },
    operations: operations(),
    components: {
      messages,
      schemas: named,
      securitySchemes: {
        session: {
          type: 'httpApiKey',
          in: 'cookie',
          name: cookies.access,
          description: 'The access cookie of the session, in the request of the handshake.',
        },
      },
    },
  }
}

const description =
  'What page and relay say over the socket. Every event of a client has an ack. Every code of an error is one of a ' +
  'closed set. What the relay answers over HTTP is in openapi.json.'

const channel = { $ref: '#/channels/socket' }
const inComponents = (key: string) => ({ $ref: `#/components/messages/${key}` })
const inChannel = (key: string) => ({ $ref: `#/channels/socket/messages/${key}` })

function operations(): Record<string, EventOperation> {
  const received = clientNames.map((name): [string, EventOperation] => {
    const key = keyOf('client', name)
    return [
      key,
      {
        action: 'receive',
        channel,
        summary: clientEventSummaries[name],
        messages: [inChannel(key)],
        reply: { channel, messages: [inChannel(`${key}_ack`)] },
      },
    ]
  })
  const sent = serverNames.map((name): [string, EventOperation] => {
    const key = keyOf('server', name)
    return [
      key,
      {
        action: 'send',
        channel,
        summary: serverEventSummaries[name],
        messages: [inChannel(key)],
      },
    ]
  })
  return Object.fromEntries([...received, ...sent])
}
