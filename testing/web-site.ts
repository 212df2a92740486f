import { createServer, type RequestListener } from 'node:http'
import { isIP, type AddressInfo } from 'node:net'
import type { Internet } from '../server/outbound/fetch-public.ts'
import { requirePublic } from '../server/outbound/resolve.ts'

export interface WebSite {
  /** A way out on which `site.example` is this server, and every other name leads where `hosts` says. */
  internet: Internet
  /** The paths that were asked for, in order. */
  asked: string[]
  pages: Map<string, RequestListener>
  /** A page at a path. The answer is HTML when nothing else is said. */
  page(path: string, body: string | Buffer, headers?: Record<string, string>): void
  close(): Promise<void>
}

/** A site of the world, on loopback. */
export async function openWebSite(hosts: Record<string, string[]> = {}): Promise<WebSite> {
  const asked: string[] = []
  const pages = new Map<string, RequestListener>()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const answer = pages.get(path)
    if (answer !== undefined) answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    pages,
    internet: {
      port,
      plainPort: port,
      deadlineMilliseconds: 5_000,
      async resolve(host) {
        // A resolver of the system answers a number with itself. Whoever asks it about one has checked nothing.
        const number = host.replace(/^\[|\]$/g, '')
        if (isIP(number) !== 0) return [{ address: number, family: isIP(number) }]
        if (host === 'site.example') return [{ address: '127.0.0.1', family: 4 }]
        return requirePublic((hosts[host] ?? []).map((address) => ({ address, family: 4 })))
      },
    },
    page(path, body, headers = {}) {
      pages.set(path, (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body)
      })
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
