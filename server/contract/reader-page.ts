import { errorStatus } from '../../wire/error-codes.ts'
import type { BasePath } from '../base-path.ts'
import type { AsyncApi } from './asyncapi.ts'
import { escape } from './notation.ts'
import type { OpenApi } from './openapi.ts'
import { article, block, eventArticle, operationArticle } from './reader-articles.ts'
import { readerStyle } from './reader-style.ts'

/**
 * Both documents as one page to read. It has no script, so the content security policy of the app needs no exception,
 * and it asks no other site for anything.
 */
export function readerPage(http: OpenApi, socket: AsyncApi, basePath: BasePath): string {
  const operations = Object.entries(http.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  const groups = http.tags.map(({ name }) => ({
    title: name,
    items: operations
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ method, path, operation }) => ({
        id: `${method}-${path}`,
        label: `${method.toUpperCase()} ${path}`,
        html: operationArticle(method, path, operation),
      })),
  }))
  const events = (title: string, action: 'send' | 'receive') => ({
    title,
    items: Object.entries(socket.operations)
      .filter(([, operation]) => operation.action === action)
      .map(([key]) => ({
        id: key,
        label: socket.components.messages[key]?.name ?? key,
        html: eventArticle(socket, key),
      })),
  })
  const named = { ...http.components.schemas, ...socket.components.schemas }
  const shapes = {
    title: 'Shapes',
    items: Object.entries(named).map(([name, shape]) => ({
      id: `shape-${name}`,
      label: name,
      html: article(`shape-${name}`, escape(name), block(shape)),
    })),
  }
  return pageOf(http, basePath, [
    ...groups,
    events('Events from the client', 'receive'),
    events('Events from the relay', 'send'),
    shapes,
  ])
}

interface Section {
  title: string
  items: { id: string; label: string; html: string }[]
}

function pageOf(http: OpenApi, basePath: BasePath, sections: readonly Section[]): string {
  const links = sections
    .map(
      ({ title, items }) =>
        `<h2>${title}</h2><ul>${items
          .map(({ id, label }) => `<li><a href="#${escape(id)}">${escape(label)}</a></li>`)
          .join('')}</ul>`,
    )
    .join('')
  const articles = sections
    .map(
      ({ title, items }) =>
        `<section><h2>${title}</h2>${items.map(({ html }) => html).join('')}</section>`,
    )
    .join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley: the contract</title>
<style>${readerStyle}</style>
</head>
<body><div class="columns">
<nav aria-label="Contents"><details open><summary>Contents</summary>${links}</details></nav>
<main>
<h1>The contract of Parley</h1>
<p>Version ${escape(http.info.version)}. Everything here comes from the schemas by which the relay checks what it receives and
sends. The same for programs: <a href="${basePath}/api/docs/openapi.json">OpenAPI 3.1</a> for HTTP,
<a href="${basePath}/api/docs/asyncapi.json">AsyncAPI 3</a> for the socket.</p>
${accessSection(http)}
${errorSection()}
${articles}
</main></div></body></html>`
}

function accessSection({ components }: OpenApi): string {
  const rows = Object.entries(components.securitySchemes)
    .map(
      ([name, { description = '', name: cookie }]) =>
        `<tr><td>${name}</td><td>${escape(description)}${cookie === undefined ? '' : ` <code>${escape(cookie)}</code>`}</td></tr>`,
    )
    .join('')
  return `<section><h2 id="access">Access</h2>
<p>A request names what it needs as one of these. A request that changes something also carries the header
<code>x-parley-client: 1</code>, so that no form of another site can send it.</p>
<table><thead><tr><th scope="col">Needs</th><th scope="col">Means</th></tr></thead><tbody>${rows}</tbody></table></section>`
}

function errorSection(): string {
  const rows = Object.entries(errorStatus)
    .map(([code, status]) => `<tr><td><code>${code}</code></td><td>${status}</td></tr>`)
    .join('')
  return `<section><h2 id="errors">Errors</h2>
<p>Every error over HTTP has the body <a href="#shape-ErrorBody">ErrorBody</a>. A failed ack carries the same codes.
These are all of them:</p>
<table><thead><tr><th scope="col">Code</th><th scope="col">Status</th></tr></thead><tbody>${rows}</tbody></table></section>`
}
