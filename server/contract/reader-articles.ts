import type { AsyncApi } from './asyncapi.ts'
import { escape, notation } from './notation.ts'
import type { Operation } from './operation.ts'
import type { JsonSchema } from './shapes.ts'

/** One route: what it needs, takes and answers. */
export function operationArticle(method: string, path: string, operation: Operation): string {
  const { summary, description, security, parameters = [], requestBody, responses } = operation
  const parts = [`<p>${escape(summary)}</p>`]
  if (description !== undefined) parts.push(`<p>${escape(description)}</p>`)
  if (security !== undefined) {
    const needs = security.map((one) => Object.keys(one).join(' and ') || 'nothing').join(', or ')
    parts.push(`<p><a href="#access">Needs</a>: ${escape(needs)}.</p>`)
  }
  if (parameters.length > 0) {
    const rows = parameters.map(
      ({ name, in: place, required, schema }) =>
        `<tr><td><code>${escape(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td><code>${notation(schema)}</code></td></tr>`,
    )
    parts.push(
      `<h4>Parameters</h4><table><thead><tr><th scope="col">Name</th><th scope="col">Place</th><th scope="col">Value</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
    )
  }
  if (requestBody !== undefined) parts.push(contentOf('Body', requestBody.content))
  const errors: string[] = []
  for (const [status, response] of Object.entries(responses)) {
    if ('$ref' in response) errors.push(status)
    else parts.push(contentOf(`Answer ${status}`, response.content))
  }
  parts.push(`<h4>Errors</h4><p><a href="#errors">${errors.join(', ')}</a></p>`)
  return article(
    `${method}-${path}`,
    `<b>${method.toUpperCase()}</b>${escape(path)}`,
    parts.join(''),
  )
}

/** One event, with its ack. */
export function eventArticle(socket: AsyncApi, key: string): string {
  const message = socket.components.messages[key]
  const ack = socket.components.messages[`${key}_ack`]
  if (message === undefined) return ''
  const parts = [`<p>${escape(message.summary)}</p><h4>Payload</h4>${block(message.payload)}`]
  if (ack !== undefined) parts.push(`<h4>Ack</h4>${block(ack.payload)}`)
  return article(key, escape(message.name), parts.join(''))
}

export const article = (id: string, title: string, html: string) =>
  `<article id="${escape(id)}"><h3>${title}</h3>${html}</article>`

export const block = (schema: JsonSchema) => `<pre tabindex="0">${notation(schema)}</pre>`

function contentOf(title: string, content: Record<string, { schema: JsonSchema }> = {}): string {
  const bodies = Object.entries(content).map(
    ([type, { schema }]) =>
      `${type === 'application/json' ? '' : `<p>${escape(type)}</p>`}${block(schema)}`,
  )
  return `<h4>${title}</h4>${bodies.join('') || '<p>No body.</p>'}`
}
