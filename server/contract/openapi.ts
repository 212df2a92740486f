import type { RouteOptions } from 'fastify'
import type { BasePath } from '../base-path.ts'
import type { App } from '../http/types.ts'
import { errorResponses } from './answers.ts'
import { operationOf, schemasOf, tagNames, type Operation } from './operation.ts'
import { outgoingShapes, type JsonSchema } from './shapes.ts'

export interface OpenApi {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, JsonSchema>
    responses: typeof errorResponses
    securitySchemes: Record<string, Record<string, string>>
  }
}

/** The names of the cookies of this relay. */
export interface CookieNames {
  access: string
  refresh: string
}

/**
 * Collects every route that is added from now on. The returned function writes the document. A route without a summary
 * is a file of the page.
 */
export function collectRoutes(
  app: App,
): (about: { version: string; cookies: CookieNames; basePath: BasePath }) => OpenApi {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    if (route.schema?.summary !== undefined) routes.push(route)
  })
  return ({ version, cookies, basePath }) => {
    const operations = routes.flatMap((route) =>
      [route.method].flat().flatMap((method) => (method === 'HEAD' ? [] : { method, route })),
    )
    const { shapeOf, named } = outgoingShapes(routes.flatMap(schemasOf))
    const paths: OpenApi['paths'] = {}
    for (const { method, route } of operations) {
      const path = (paths[route.url.replace(/:(\w+)/g, '{$1}')] ??= {})
      path[method.toLowerCase()] = operationOf(route, method, shapeOf)
    }
    return {
      openapi: '3.1.0',
      info: { title: 'Parley', version, description },
      servers: [{ url: basePath || '/' }],
      tags: tagNames.map((name) => ({ name })),
      paths,
      components: {
        schemas: named,
        responses: errorResponses,
        securitySchemes: securitySchemes(cookies),
      },
    }
  }
}

const description =
  'What the relay answers over HTTP. Names are snake_case, times are ISO 8601 in UTC, ids are strings. Every error has ' +
  'the same body, and its code is one of a closed set. The events of the socket are in asyncapi.json.'

const securitySchemes = ({ access, refresh }: CookieNames) => ({
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: access,
    description: 'The access cookie of the session. The bridge and the refresh set it.',
  },
  refresh: {
    type: 'apiKey',
    in: 'cookie',
    name: refresh,
    description: 'The refresh cookie of the session. Each refresh replaces it.',
  },
  serverKey: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The server key of this installation (`PARLEY_SERVER_KEY`). It never goes to a browser.',
  },
  supabase: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of Supabase Auth.',
  },
})
