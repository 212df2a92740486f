import type { z } from 'zod'
import type { App } from '../../../server/http/types.ts'
import { Refusal } from '../../../server/refusal.ts'
import { errorStatus, type ErrorCode } from '../../../wire/error-codes.ts'

interface Request {
  params: unknown
  query: unknown
  body: unknown
  headers: Record<string, string>
  routeOptions: { config: object }
}
type Hook = (request: Request) => Promise<void>
type Handler = (request: Request, reply: Reply) => unknown
type Schema = Partial<Record<'params' | 'querystring' | 'body', z.ZodType>>

interface Route {
  method: string
  pattern: RegExp
  schema: Schema
  handler: Handler
}

export interface HttpAnswer {
  status: number
  body: unknown
}

class Reply {
  status = 200
  code(status: number): this {
    this.status = status
    return this
  }
  send = (body: unknown) => body
}

/** The routes of the relay without a server: hooks, schemas, handlers and the translation of refusals. */
export class RouteTable {
  readonly #routes: Route[] = []
  readonly #hooks: Hook[] = []

  /** The registration that `conversationRoutes` and its like expect. */
  get app(): App {
    const on =
      (method: string) =>
      (url: string, options: { schema?: Schema } | Handler, handler?: Handler) => {
        const schema = typeof options === 'function' ? {} : (options.schema ?? {})
        const handle = typeof options === 'function' ? options : handler!
        this.#add(method, url, schema, handle)
      }
    const verbs = Object.fromEntries(
      ['get', 'post', 'put', 'patch', 'delete'].map((verb) => [verb, on(verb.toUpperCase())]),
    )
    const app = {
      ...verbs,
      addHook: (name: string, hook: Hook) => void (name === 'onRequest' && this.#hooks.push(hook)),
      route: ({ method, url, schema, handler }: { url: string; schema: Schema } & Route) =>
        this.#add(method, url, schema, handler),
    }
    return app as unknown as App
  }

  #add(method: string, url: string, schema: Schema, handler: Handler): void {
    const pattern = new RegExp(`^${url.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
    this.#routes.push({ method, pattern, schema, handler })
  }

  async answer(
    method: string,
    address: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<HttpAnswer> {
    try {
      return await this.#handle(method, new URL(address, 'http://parley'), body, headers)
    } catch (error) {
      const code = codeOf(error)
      if (code === null) throw error
      return { status: errorStatus[code], body: { error: { code } } }
    }
  }

  async #handle(method: string, url: URL, body: unknown, headers: Record<string, string>) {
    for (const route of this.#routes) {
      const found = route.method === method ? route.pattern.exec(url.pathname) : null
      if (found === null) continue
      const request = { headers, routeOptions: { config: {} } } as Request
      for (const hook of this.#hooks) await hook(request)
      const { params, querystring, body: shape } = route.schema
      const named = Object.entries(found.groups ?? {})
      const decoded = named.map(([name, text]) => [name, decodeURIComponent(text)])
      request.params = params?.parse(Object.fromEntries(decoded))
      request.query = querystring?.parse(Object.fromEntries(url.searchParams))
      request.body = shape?.parse(body)
      const reply = new Reply()
      return { body: await route.handler(request, reply), status: reply.status }
    }
    throw new Error(`the model has no route for ${method} ${url.pathname}`)
  }
}

function codeOf(error: unknown): ErrorCode | null {
  if (error instanceof Refusal) return error.code
  return (error as Error).name === 'ZodError' ? 'invalid_request' : null
}
