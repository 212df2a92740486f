import type { RouteOptions } from 'fastify'
import { z } from 'zod'
import { changesSomething, errorReference, errorStatusesOf, type RouteTraits } from './answers.ts'
import { incomingShape, type JsonSchema } from './shapes.ts'

type Part = 'params' | 'querystring' | 'body'
type Answers = Record<string, z.ZodType | { content: Record<string, { schema: z.ZodType }> }>

export interface Operation {
  summary: string
  description?: string
  tags: string[]
  security?: Record<string, string[]>[]
  parameters?: Parameter[]
  requestBody?: { required: true; content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, Response>
  /** The limit that the calls of one person, or of one address, use up. Its size is in docs/protocol.md. */
  'x-limit': string
}
interface Parameter {
  in: 'path' | 'query' | 'header'
  name: string
  required: boolean
  description?: string
  schema: JsonSchema
}
type Response =
  { $ref: string } | { description: string; content?: Record<string, { schema: JsonSchema }> }

const tags: [start: string, tag: string][] = [
  ['/api/auth/', 'Session'],
  ['/api/conversations/:id/messages', 'Messages'],
  ['/api/messages/', 'Messages'],
  ['/api/search', 'Messages'],
  ['/api/conversations', 'Conversations'],
  ['/api/people', 'People'],
  ['/api/invitations', 'Conversations'],
  ['/api/posts', 'Posts'],
  ['/api/profile', 'People'],
  ['/api/account', 'People'],
  ['/api/blocks', 'People'],
  ['/api/pictures', 'People'],
  ['/', 'Operation'],
]

export const tagNames = [...new Set(tags.map(([, name]) => name))]

const answersOf = ({ schema }: RouteOptions) => (schema?.response ?? {}) as Answers

/** The shapes of all answers of a route. */
export const schemasOf = (route: RouteOptions): z.ZodType[] =>
  Object.values(answersOf(route)).flatMap((answer) =>
    answer instanceof z.ZodType
      ? [answer]
      : Object.values(answer.content).map(({ schema }) => schema),
  )

export function operationOf(
  route: RouteOptions,
  method: string,
  shapeOf: (schema: z.ZodType) => JsonSchema,
): Operation {
  const { schema = {}, url } = route
  const traits = traitsOf(route, method)
  const parameters = [
    ...parametersOf('path', partOf(route, 'params')),
    ...parametersOf('query', partOf(route, 'querystring')),
    ...headersOf(traits),
  ]
  const body = partOf(route, 'body')
  const responses: Operation['responses'] = {}
  for (const [status, answer] of Object.entries(answersOf(route))) {
    if (Number(status) >= 400) responses[status] = errorReference(Number(status))
    else responses[status.toUpperCase()] = responseOf(answer, shapeOf)
  }
  for (const status of errorStatusesOf(traits)) responses[String(status)] = errorReference(status)
  return {
    summary: schema.summary ?? '',
    ...(schema.description === undefined ? {} : { description: schema.description }),
    tags: [tags.find(([start]) => url.startsWith(start))?.[1] ?? ''],
    ...(schema.security === undefined
      ? {}
      : { security: schema.security as Record<string, string[]>[] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true as const, content: json(incomingShape(body)) } }),
    responses,
    'x-limit': limitOf(route, traits),
  }
}

function limitOf({ config, schema }: RouteOptions, { hasServerKey }: RouteTraits): string {
  // A log-out works without a session too, so nobody counts it for a person.
  const needsSession = schema?.security?.every((one) => 'session' in one) ?? false
  const general = needsSession ? 'request' : hasServerKey ? 'serverKey' : 'address'
  return config?.limit ?? config?.counted ?? general
}

const partOf = ({ schema }: RouteOptions, part: Part) =>
  (schema as Partial<Record<Part, z.ZodType>> | undefined)?.[part]

function traitsOf({ schema, url }: RouteOptions, method: string): RouteTraits {
  return {
    method,
    isSignedIn: schema?.security?.some((one) => 'session' in one) ?? false,
    hasServerKey: schema?.security?.some((one) => 'serverKey' in one) ?? false,
    isSession: url.startsWith('/api/auth/'),
  }
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined): Parameter[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = incomingShape(schema)
  return Object.entries(properties).map(([name, shape]) => ({
    in: place,
    name,
    required: required.includes(name),
    schema: shape as JsonSchema,
  }))
}

function headersOf(traits: RouteTraits): Parameter[] {
  const header = (name: string, required: boolean, schema: JsonSchema, description: string) => ({
    in: 'header' as const,
    name,
    required,
    description,
    schema,
  })
  return [
    ...(changesSomething(traits)
      ? [
          header(
            'x-parley-client',
            true,
            { const: '1' },
            traits.hasServerKey
              ? 'Shows that no form of another site sent the request.'
              : 'Shows that no form of another site sent the request. It also needs an allowed Origin, or Sec-Fetch-Site: same-origin.',
          ),
        ]
      : []),
    ...(traits.isSignedIn
      ? [
          header(
            'x-parley-person',
            false,
            { type: 'string' },
            'The person of the page. Cookies of another person are then refused with other_person.',
          ),
        ]
      : []),
  ]
}

function responseOf(answer: Answers[string], shapeOf: (schema: z.ZodType) => JsonSchema): Response {
  if (!(answer instanceof z.ZodType)) {
    const content = Object.entries(answer.content).map(([type, { schema }]) => [
      type,
      { schema: shapeOf(schema) },
    ])
    return { description: 'Done.', content: Object.fromEntries(content) }
  }
  if (answer instanceof z.ZodNull) return { description: 'Done. There is no body.' }
  return { description: 'Done.', content: json(shapeOf(answer)) }
}

const json = (schema: JsonSchema) => ({ 'application/json': { schema } })
