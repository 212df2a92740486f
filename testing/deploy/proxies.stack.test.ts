import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import type { App } from '../../server/http/types.ts'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { TestAuthority, type Certificate } from '../certificates.ts'
import { eventually } from '../eventually.ts'
import { removeFolder, temporaryFolder } from '../folders.ts'
import { openTestRelay, type TestRelay } from '../relay.ts'
import { hasProgram } from '../required.ts'
import { signHs256, withClaims } from '../tokens.ts'
import { TestProxy, type ProxyName } from './proxy.ts'

/** Only Linux gives a test many addresses on loopback, so that many clients can be played. */
const isLinux = process.platform === 'linux'
const hasOpenssl = hasProgram('openssl', 'the examples of proxies work')

interface Asking {
  method?: string
  headers?: Record<string, string>
  /** The address of this machine that the request comes from. */
  localAddress?: string
}

interface Answer {
  status: number
  headers: NodeJS.Dict<string | string[]>
  text: string
}

describe.skipIf(!hasOpenssl || !isLinux)('two relays', () => {
  const folder = temporaryFolder()
  let certificate: Certificate
  let first: TestRelay
  let second: App
  let secondUrl: string
  let port: number
  let url: string
  let ca: string

  beforeAll(async () => {
    port = await freePort()
    url = `https://localhost:${port}`
    const authority = await TestAuthority.open(folder)
    ca = readFileSync(authority.certificateFile, 'utf8')
    certificate = await authority.issue('proxy', 'DNS:localhost')
    first = await openTestRelay({ PUBLIC_URL: url, PARLEY_TRUSTED_PROXIES: '1' })
    const secondPort = await freePort()
    secondUrl = `http://127.0.0.1:${secondPort}`
    second = await buildApp(readConfig({ ...first.env, PORT: String(secondPort) }))
    await second.listen({ port: secondPort, host: '127.0.0.1' })
  })
  afterAll(async () => {
    await second.close()
    await first.close()
    removeFolder(folder)
  })

  describe.each<ProxyName>(['nginx', 'caddy'])('behind %s as in deploy/', (name) => {
    const hasProxy = hasProgram(name, `the example for ${name} works`)

    describe.skipIf(!hasProxy)('in use', () => {
      let proxy: TestProxy

      beforeAll(async () => {
        const relayPorts = [first.url, secondUrl].map((relay) => Number(new URL(relay).port))
        proxy = await TestProxy.open(name, { folder, port, relayPorts, ...certificate })
      })
      afterAll(() => proxy.close())

      /** A request through the proxy, with the headers of the page. */
      function ask(path: string, more: Asking = {}, body: string | Buffer = ''): Promise<Answer> {
        const headers = { origin: url, 'x-parley-client': '1', ...more.headers }
        return new Promise((resolve, reject) => {
          const asked = request(new URL(path, url), { ca, ...more, headers }, (response) => {
            let text = ''
            response.on('data', (chunk: Buffer) => (text += chunk.toString()))
            response.once('error', reject)
            response.once('end', () =>
              resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
            )
          })
          asked.once('error', reject)
          asked.end(body)
        })
      }

      async function signIn(more: Asking = {}): Promise<string> {
        const { access_token } = await first.auth.signUp()
        const authorization = `Bearer ${access_token}`
        const headers = { authorization, ...more.headers }
        const answer = await ask('/api/auth/session/bridge', { method: 'POST', ...more, headers })
        expect([answer.status, answer.text]).toMatchObject([201, expect.any(String)])
        return [answer.headers['set-cookie'] ?? []]
          .flat()
          .map((line) => line.split(';')[0])
          .join('; ')
      }

      const openSocket = (cookie: string, transport: string, localAddress: string): Socket =>
        io(url, {
          transports: [transport],
          reconnection: false,
          forceNew: true,
          agent: new Agent({ ca, localAddress, keepAlive: true }) as never,
          extraHeaders: { cookie, origin: url },
        })
      const established = (socket: Socket) =>
        new Promise<Socket>((resolve, reject) => {
          socket.once('connection:established', () => resolve(socket))
          socket.once('connect_error', reject)
          socket.once('disconnect', (reason) => reject(new Error(reason)))
        })

      /** How many sockets each relay has. */
      const spread = () =>
        Promise.all(
          [first.url, secondUrl].map(async (relay) => {
            const text = await (await fetch(`${relay}/metrics`)).text()
            return Number(/^parley_sockets (\d+)$/m.exec(text)?.[1])
          }),
        )

      test.each(['polling', 'websocket'])(
        'people talk by %s, on both relays',
        async (transport) => {
          const cookie = await signIn()
          const sockets = Array.from({ length: 24 }, (_, n) =>
            openSocket(cookie, transport, `127.0.0.${10 + n}`),
          )
          try {
            await Promise.all(sockets.map(established))
            const ids = sockets.map(({ id }) => id)
            // The relays may still count sockets of the test before.
            let counts: number[] = []
            await eventually('the relays count the sockets', async () => {
              counts = await spread()
              return counts.reduce((sum, count) => sum + count) === sockets.length
            })
            expect(Math.min(...counts)).toBeGreaterThan(0)
            // An answer to each shows that no poll went to the other relay.
            await Promise.all(
              sockets.map((socket) => socket.timeout(5_000).emitWithAck('ping', {})),
            )
            expect(sockets.map(({ id }) => id)).toEqual(ids)
          } finally {
            for (const socket of sockets) socket.disconnect()
          }
        },
      )

      test('the relay sees the address of the client, and not the one that the client claims', async () => {
        const headers = { 'x-forwarded-for': '6.6.6.6, 7.7.7.7' }
        await signIn({ localAddress: '127.0.0.77', headers })
        const rows = await first.sql`
        select ip_address from public.user_sessions order by created_at desc limit 1`
        expect(rows).toMatchObject([{ ip_address: '127.0.0.77' }])
      })

      test('cookies and headers come through, and an answer to a large body is the relay’s own', async () => {
        const cookie = await signIn()
        expect(cookie).toContain('__Host-')
        const page = await ask('/livez')
        expect(page.headers['content-security-policy']).toContain("img-src 'self'")
        expect(page.headers['strict-transport-security']).toContain('max-age')
        const body = JSON.stringify({ display_name: 'x'.repeat(100 * 1024) })
        const large = await ask(
          '/api/profile',
          { method: 'PUT', headers: { cookie, 'content-type': 'application/json' } },
          body,
        )
        expect(JSON.parse(large.text)).toMatchObject({ error: { code: 'payload_too_large' } })
      })

      test('a piece of an upload comes through, which is larger than every other body', async () => {
        const piece = Buffer.alloc(1024 * 1024, 'x')
        const headers = { cookie: await signIn(), 'tus-resumable': '1.0.0' }
        const begun = await ask('/api/uploads', {
          method: 'POST',
          headers: { ...headers, 'upload-length': String(piece.length) },
        })
        expect(begun.status).toBe(201)
        const type = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
        const sent = await ask(
          String(begun.headers['location']),
          { method: 'PATCH', headers: { ...headers, ...type } },
          piece,
        )
        expect([sent.status, sent.headers['upload-offset']]).toEqual([204, String(piece.length)])
      })

      test('a token of 60 KB comes through to the bridge, and the relay refuses it elsewhere', async () => {
        const { user, access_token } = await first.auth.signUp()
        const large = { picture: 'x'.repeat(42 * 1024) }
        await first.sql`
          update auth.users set raw_user_meta_data = ${first.sql.json(large)} where id = ${user.id}`
        const token = signHs256(
          withClaims({ access_token }, { user_metadata: large }),
          first.auth.env.SUPABASE_JWT_SECRET,
        )
        const authorization = `Bearer ${token}`
        expect(authorization.length).toBeGreaterThan(56 * 1024)
        const headers = { authorization }
        const bridged = await ask('/api/auth/session/bridge', { method: 'POST', headers })
        expect([bridged.status, bridged.text]).toMatchObject([201, expect.any(String)])
        const elsewhere = await ask('/api/config', { headers })
        expect(JSON.parse(elsewhere.text)).toMatchObject({ error: { code: 'payload_too_large' } })
      })

      test('nobody outside reads the metrics', async () => {
        expect((await ask('/metrics')).status).toBe(404)
      })

      test('no log of the proxy holds the query of an address', async () => {
        await ask('/?token_hash=a-secret-of-a-mail')
        const log = name === 'nginx' ? readFileSync(join(folder, 'access.log'), 'utf8') : ''
        expect(proxy.output() + log).not.toContain('a-secret-of-a-mail')
      })
    })
  })
})
