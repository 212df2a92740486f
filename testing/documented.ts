import { createRequire } from 'node:module'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { TestAnswer } from './browser.ts'

const require = createRequire(import.meta.url)

export interface Document {
  paths?: Record<string, Record<string, DocumentedOperation>>
  components: {
    schemas: Record<string, object>
    responses?: Record<string, DocumentedAnswer>
    messages?: Record<string, { name: string; payload: object }>
  }
}
interface DocumentedOperation {
  summary: string
  responses: Record<string, { $ref: string } | DocumentedAnswer>
}
interface DocumentedAnswer {
  content?: Record<string, { schema: object }>
}

/** What a value lacks to be as the document says. Null when it lacks nothing. */
export type Check = (value: unknown) => string | null

function compile(schema: object, ids: Record<string, object> = {}): Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ;(addFormats as unknown as (to: Ajv2020) => void)(ajv)
  const validate = ajv.compile({ ...schema, ...ids })
  return (value) => (validate(value) ? null : ajv.errorsText(validate.errors))
}

/** Whether a value is an AsyncAPI document. Its schema is of draft 7. */
export function isAsyncApi(value: unknown): string | null {
  const { default: Ajv } = require('ajv') as { default: typeof import('ajv').Ajv }
  const ajv = new Ajv({ strict: false, allErrors: true })
  ;(addFormats as unknown as (to: object) => void)(ajv)
  const validate = ajv.compile(
    require('@asyncapi/specs/schemas/3.0.0-without-$id.json') as Record<string, unknown>,
  )
  return validate(value) ? null : ajv.errorsText(validate.errors)
}

/** References that lead to nothing. */
export function danglingReferences(document: object): string[] {
  const found: string[] = []
  JSON.stringify(document, (key, value: unknown) => {
    if (key === '$ref' && typeof value === 'string') {
      const target = value
        .slice(2)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<unknown>(
          (at, part) => (at as Record<string, unknown> | undefined)?.[part],
          document,
        )
      if (target === undefined) found.push(value)
    }
    return value
  })
  return found
}

/**
 * Checks values against the shapes of a document. A field that the document does not name is a fault too. The documents
 * allow unknown fields, so that readers accept newer relays. But a relay must name every field that it sends.
 */
export class Documented {
  readonly document: Document
  readonly #checks = new Map<string, Check>()

  constructor(document: unknown) {
    this.document = document as Document
  }

  /** What is wrong with an answer to this request. */
  answer(method: string, url: string, { status, body, headers }: TestAnswer): string | null {
    const [path = ''] = url.split('?')
    const found = Object.entries(this.document.paths ?? {}).find(
      ([pattern, methods]) => matches(pattern, path) && method.toLowerCase() in methods,
    )
    if (found === undefined) return `${method} ${path} is not in the document`
    const [pattern, methods] = found
    const { responses } = methods[method.toLowerCase()]!
    const named = responses[status] ?? responses[`${String(status)[0]}XX`]
    if (named === undefined) return `${method} ${pattern} has no answer ${status}`
    const answer =
      '$ref' in named ? this.document.components.responses?.[named.$ref.split('/').at(-1)!] : named
    const type = headers.get('content-type')?.split(';')[0] ?? ''
    const content = answer?.content?.[type]
    if (content === undefined) {
      const isEmpty = answer !== undefined && answer.content === undefined && body === null
      return isEmpty ? null : `${method} ${pattern} ${status} has no content ${type}`
    }
    return this.#check(`${method} ${pattern} ${status}`, content.schema)(body)
  }

  /** What is wrong with an event or an ack. `key` names it in the document. */
  event(key: string, payload: unknown): string | null {
    const message = this.document.components.messages?.[key]
    return message === undefined
      ? `${key} is not in the document`
      : this.#check(key, message.payload)(payload)
  }

  #check(key: string, schema: object): Check {
    const known = this.#checks.get(key)
    if (known !== undefined) return known
    const { schemas } = this.document.components
    const check = compile(closed(schema), { components: { schemas: closed(schemas) } })
    this.#checks.set(key, check)
    return check
  }
}

function matches(pattern: string, path: string): boolean {
  const source = pattern.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${source}$`).test(path)
}

/** The same schemas, which refuse fields that they do not name. A choice of all its parts cannot refuse any. */
function closed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(closed) as T
  if (typeof value !== 'object' || value === null) return value
  if ('allOf' in value) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]))
  const isShape = copy.type === 'object' && copy.properties !== undefined
  return (isShape ? { additionalProperties: false, ...copy } : copy) as T
}
