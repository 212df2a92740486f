import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { Agent, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { TestAuthority } from '../certificates.ts'
import { removeFolder, temporaryFolder } from '../folders.ts'
import { openTestRelay, type TestRelay } from '../relay.ts'
import { hasProgram } from '../required.ts'
import { TestProxy, type ProxyName } from './proxy.ts'

const hasOpenssl = hasProgram('openssl', 'the examples of proxies for a base path work')

describe.skipIf(!hasOpenssl)('Parley below /messages of another app', () => {
  const folder = temporaryFolder()
  let app: Server
  let relay: TestRelay
  let port: number
  let url: string
  let ca: string
  let tls: { certificateFile: string; keyFile: string }

  beforeAll(async () => {
    port = await freePort()
    url = `https://localhost:${port}`
    const authority = await TestAuthority.open(folder)
    ca = readFileSync(authority.certificateFile, 'utf8')
    tls = await authority.issue('proxy', 'DNS:localhost')
    const base = { PARLEY_BASE_PATH: '/messages', PARLEY_TRUSTED_PROXIES: '1' }
    relay = await openTestRelay({ ...base, PUBLIC_URL: url })
    // The other app answers with what it received.
    app = createServer(({ url: path, headers }, reply) =>
      reply.end(JSON.stringify({ app: path, cookie: headers.cookie ?? null })),
    )
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    app.close()
    await relay.close()
    removeFolder(folder)
  })

  describe.each<ProxyName>(['nginx', 'caddy'])('behind %s as in deploy/', (name) => {
    const hasProxy = hasProgram(name, `the example for ${name} and a base path works`)

    describe.skipIf(!hasProxy)('in use', () => {
      let proxy: TestProxy

      beforeAll(async () => {
        const relayPorts = [Number(new URL(relay.url).port)]
        const appPort = (app.address() as AddressInfo).port
        proxy = await TestProxy.open(name, { folder, port, relayPorts, appPort, ...tls })
      })
      afterAll(() => proxy.close())

      /** The path is sent as it stands here: nothing resolves its dots. */
      function ask(
        path: string,
        headers: Record<string, string> = {},
        method = 'GET',
        body?: object,
      ) {
        const isJson = body && !Buffer.isBuffer(body)
        const json = isJson && { 'content-type': 'application/json' }
        const own = { origin: url, 'x-parley-client': '1', ...json, ...headers }
        const options = { host: 'localhost', port, path, method, ca, headers: own }
        return new Promise<{ status: number; location: string; cookies: string[]; text: string }>(
          (resolve, reject) => {
            const asked = request(options, (answer) => {
              let text = ''
              answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
              answer.once('end', () => {
                const cookies = answer.headers['set-cookie'] ?? []
                const { location = '' } = answer.headers
                resolve({ status: answer.statusCode ?? 0, location, cookies, text })
              })
            })
            asked.once('error', reject)
            asked.end(isJson ? JSON.stringify(body) : body)
          },
        )
      }

      test('the path decides who answers, and no other spelling of it reaches Parley', async () => {
        for (const path of ['/', '/api/config', '/messagesx', '/socket.io/', '/readyz'])
          expect([path, JSON.parse((await ask(path)).text).app]).toEqual([path, path])
        expect((await ask('/messages/readyz')).text).toContain('ready')
        expect((await ask('/messages/api/config')).text).toContain('publishable_key')
        for (const path of [
          '//messages/api/config',
          '/%6dessages/api/config',
          '/messages%2fapi/config',
          '/x/../messages/api/config',
          '/messages/../api/config',
          '/messages/..%2fapi/config',
        ]) {
          expect((await ask(path)).text, path).not.toContain('publishable_key')
        }
        // Metrics are for the machine of the relay, and this request was forwarded.
        expect((await ask('/messages/metrics')).status).toBe(404)
      })

      test('a session lives and messages are sent below the path, by both transports', async () => {
        const { access_token } = await relay.auth.signUp()
        const authorization = `Bearer ${access_token}`
        const path = '/messages/api/auth/session/bridge'
        const { status, cookies } = await ask(path, { authorization }, 'POST')
        expect(status).toBe(201)
        for (const line of cookies)
          expect(line).toMatch(
            /^__Secure-parley-(access|refresh)\.messages=.*Path=\/messages; HttpOnly; Secure; SameSite=Strict$/,
          )
        const cookie = cookies.map((line) => line.split(';')[0]).join('; ')
        const group = { kind: 'GROUP', title: 'Below a path' }
        const made = await ask('/messages/api/conversations', { cookie }, 'POST', group)
        expect(made.status).toBe(201)
        const conversation_id = JSON.parse(made.text).id as string
        for (const transport of ['websocket', 'polling']) {
          const socket = io(url, {
            path: '/messages/socket.io/',
            transports: [transport],
            reconnection: false,
            forceNew: true,
            agent: new Agent({ ca, keepAlive: true }) as never,
            extraHeaders: { cookie, origin: url },
          })
          await new Promise((resolve, reject) => {
            socket.once('connection:established', resolve)
            socket.once('connect_error', reject)
          })
          const draft = { conversation_id, client_id: randomUUID(), body: transport }
          const sent = await socket.emitWithAck('message:send', draft)
          expect(sent).toMatchObject({ ok: true, body: transport })
          socket.disconnect()
        }
        const history = `/messages/api/conversations/${conversation_id}/messages`
        const { items } = JSON.parse((await ask(history, { cookie })).text)
        const bodies = items.map(({ body }: { body: string }) => body).filter(Boolean)
        expect(bodies).toEqual(['websocket', 'polling'])

        // A piece of an upload is larger than every other body.
        const piece = Buffer.alloc(1024 * 1024, 'x')
        const length = { cookie, 'tus-resumable': '1.0.0', 'upload-length': String(piece.length) }
        const begun = await ask('/messages/api/uploads', length, 'POST')
        const bytes = {
          ...{ cookie, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
          'content-type': 'application/offset+octet-stream',
        }
        expect((await ask(begun.location, bytes, 'PATCH', piece)).status).toBe(204)
      })
    })
  })
})
