import { readFileSync } from 'node:fs'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'

const supabaseJs = readFileSync(
  fileURLToPath(
    new URL('../node_modules/@supabase/supabase-js/dist/umd/supabase.js', import.meta.url),
  ),
)

/** Another app, with pages of its own and with Parley below `/messages`, as a proxy in front of both would serve them. */
export async function openHostApp(port: number, parleyPort: number): Promise<Server> {
  const toParley = ({ url = '' }: IncomingMessage) => /^\/(messages|auth\/v1)\b/.test(url)
  const server = createServer((asked, reply) => {
    if (asked.url === '/supabase.js') return void reply.end(supabaseJs)
    if (!toParley(asked))
      return void reply.setHeader('content-type', 'text/html').end(pageOf(asked))
    const { method, url, headers } = asked
    const passed = request({ port: parleyPort, host: 'localhost', method, path: url, headers })
    passed.on('response', (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(reply)
    })
    passed.on('error', () => reply.destroy())
    asked.pipe(passed)
  })
  server.on('upgrade', (asked, socket) => {
    const relay = connect(parleyPort, 'localhost', () => {
      const { rawHeaders, method, url } = asked
      const lines = rawHeaders.flatMap((name, n) => (n % 2 ? [] : `${name}: ${rawHeaders[n + 1]}`))
      relay.write([`${method} ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
      socket.pipe(relay).pipe(socket)
    })
    relay.on('error', () => socket.destroy())
    socket.on('error', () => relay.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  return server
}

/** `/frame?<address>` shows that address in a frame. */
function pageOf({ url = '' }: IncomingMessage): string {
  const framed = /^\/frame\?(http:\/\/localhost:\d+\/messages\/)$/.exec(url)?.[1]
  const body = framed
    ? `<iframe title="Messages" src="${framed}" width=800 height=600></iframe>`
    : ''
  return `<!doctype html><html lang="en"><title>The shop</title><h1>The shop</h1>${body}<script src="/supabase.js"></script>`
}
