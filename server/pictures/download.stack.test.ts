import { readFileSync } from 'node:fs'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestAuthority, type Certificate } from '../../testing/certificates.ts'
import { removeFolder, temporaryFolder } from '../../testing/folders.ts'
import { GIF, JPEG, PNG, pngOf, WEBP } from '../../testing/images.ts'
import { hasProgram } from '../../testing/required.ts'
import type { Internet } from '../outbound/fetch-public.ts'
import { requirePublic, resolvePublic } from '../outbound/resolve.ts'
import { downloadPicture } from './download.ts'

const hasOpenssl = hasProgram('openssl', 'pictures come only from sites with a valid certificate')

/** What the name servers of the world answer. The site of these tests is on loopback. */
const hosts: Record<string, string[]> = {
  'inside.example': ['10.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'mixed.example': ['1.1.1.1', '127.0.0.1'],
  'nowhere.example': [],
}

const redirects = (from: string, location: string): [string, RequestListener] => [
  from,
  (_request, response) => void response.writeHead(302, { location }).end(),
]
const answers = (path: string, body: Buffer | string, type = 'image/png') =>
  [
    path,
    (_request, response) => void response.writeHead(200, { 'content-type': type }).end(body),
  ] satisfies [string, RequestListener]

const site = new Map<string, RequestListener>([
  answers('/a.png', PNG),
  answers('/a.jpg', JPEG),
  answers('/a.gif', GIF),
  answers('/a.webp', WEBP),
  answers('/lies-about-its-type', PNG, 'text/html'),
  answers('/a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'),
  answers('/page.png', '<!doctype html><script>alert(1)</script>'),
  answers('/large.png', Buffer.concat([PNG, Buffer.alloc(1024 * 1024)])),
  answers('/pixels.png', pngOf(30_000, 30_000)),
  answers('/nothing.png', pngOf(0, 0)),
  redirects('/once', '/a.png'),
  redirects('/three-times', '/twice'),
  redirects('/twice', 'https://site.example/once'),
  redirects('/four-times', '/three-times'),
  redirects('/to-plain-http', 'http://site.example/a.png'),
  redirects('/to-another-port', 'https://site.example:8443/a.png'),
  redirects('/to-loopback', 'https://127.0.0.1/a.png'),
  redirects('/to-an-inner-name', 'https://inside.example/a.png'),
  redirects('/to-metadata', 'https://metadata.example/latest/meta-data/'),
  redirects('/to-a-file', 'file:///etc/passwd'),
  ['/missing.png', (_request, response) => void response.writeHead(404).end(PNG)],
  ['/breaks-off.png', ({ socket }) => void socket.destroy()],
  ['/never-answers.png', () => undefined],
  ['/never-ends.png', (_request, response) => void response.writeHead(200).write(PNG)],
  [
    '/for-ever.png',
    (_request, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(64 * 1024)));
      }
      response.writeHead(200).on('drain', more)
      more()
    },
  ],
])

describe.skipIf(!hasOpenssl)('a picture of another site', () => {
  const folder = temporaryFolder()
  const looked: string[] = []
  const asked: string[] = []
  let internet: Internet
  let trusted: Server
  let misnamed: Server

  const open = async ({ certificateFile, keyFile }: Certificate): Promise<Server> => {
    const options: ServerOptions = {
      cert: readFileSync(certificateFile),
      key: readFileSync(keyFile),
    }
    const server = createServer(options, (request, response) => {
      asked.push(`${request.headers.host} ${request.url}`)
      site.get(request.url ?? '')?.(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return server
  }
  const portOf = (server: Server) => (server.address() as AddressInfo).port

  beforeAll(async () => {
    const authority = await TestAuthority.open(folder)
    trusted = await open(await authority.issue('site', 'DNS:site.example'))
    misnamed = await open(await authority.issue('other', 'DNS:other.example'))
    internet = {
      port: portOf(trusted),
      plainPort: 9,
      ca: readFileSync(authority.certificateFile, 'utf8'),
      deadlineMilliseconds: 5_000,
      async resolve(host) {
        looked.push(host)
        if (host === 'site.example') return [{ address: '127.0.0.1', family: 4 }]
        return requirePublic((hosts[host] ?? []).map((address) => ({ address, family: 4 })))
      },
    }
  })
  afterAll(async () => {
    for (const server of [trusted, misnamed]) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
    removeFolder(folder)
  })

  const download = (path: string, more: Partial<Internet> = {}) =>
    downloadPicture(`https://site.example${path}`, { ...internet, ...more })

  test.each([
    ['/a.png', 'png', PNG],
    ['/a.jpg', 'jpeg', JPEG],
    ['/a.gif', 'gif', GIF],
    ['/a.webp', 'webp', WEBP],
    ['/lies-about-its-type', 'png', PNG],
  ])('is taken by its bytes: %s', async (path, format, bytes) => {
    expect(await download(path)).toEqual({ format, bytes })
  })

  test.each([
    ['/a.svg', 'is not a picture'],
    ['/page.png', 'is not a picture'],
    ['/large.png', 'too large'],
    ['/for-ever.png', 'too large'],
    ['/pixels.png', 'too many pixels'],
    ['/nothing.png', 'too many pixels'],
    ['/missing.png', 'answered 404'],
    ['/breaks-off.png', 'hang up'],
  ])('is refused: %s', async (path, reason) => {
    await expect(download(path)).rejects.toThrow(reason)
  })

  test('is followed over three redirects and no more', async () => {
    looked.length = 0
    expect((await download('/three-times')).format).toBe('png')
    expect(looked).toEqual(Array(4).fill('site.example'))
    await expect(download('/four-times')).rejects.toThrow('redirects too often')
  })

  test.each(['/to-plain-http', '/to-another-port', '/to-loopback', '/to-a-file'])(
    'never leads elsewhere by a redirect: %s',
    async (path) => {
      looked.length = asked.length = 0
      await expect(download(path)).rejects.toThrow('not one of a public site')
      expect([looked, asked]).toEqual([['site.example'], [`site.example ${path}`]])
    },
  )

  test.each(['/to-an-inner-name', '/to-metadata'])(
    'never leads inside by a redirect: %s',
    async (path) => {
      asked.length = 0
      await expect(download(path)).rejects.toThrow('leads inside')
      expect(asked).toEqual([`site.example ${path}`])
    },
  )

  test.each([
    'https://127.0.0.1/a.png',
    'https://2130706433/a.png',
    'https://0x7f.1/a.png',
    'https://[::1]/a.png',
    'https://[::ffff:127.0.0.1]/a.png',
    'https://[2606:4700::1111]/a.png',
    'https://1.1.1.1/a.png',
    'https://site.example:444/a.png',
    'https://a:b@site.example/a.png',
    'http://site.example/a.png',
  ])('of this address is asked of nobody: %s', async (address) => {
    looked.length = asked.length = 0
    await expect(downloadPicture(address, internet)).rejects.toThrow('not one of a public site')
    expect([looked, asked]).toEqual([[], []])
  })

  test.each([
    ['inside.example', 'leads inside'],
    ['metadata.example', 'leads inside'],
    ['mixed.example', 'leads inside'],
    ['nowhere.example', 'no address'],
  ])('of this host is asked of nobody: %s', async (host, reason) => {
    asked.length = 0
    await expect(downloadPicture(`https://${host}/a.png`, internet)).rejects.toThrow(reason)
    expect(asked).toEqual([])
  })

  test('comes only over a connection whose certificate has the name', async () => {
    await expect(download('/a.png', { port: portOf(misnamed) })).rejects.toThrow('altnames')
    const { ca: _unknown, ...publicAuthorities } = internet
    await expect(downloadPicture('https://site.example/a.png', publicAuthorities)).rejects.toThrow(
      /certificate/,
    )
  })

  test.each(['/never-answers.png', '/never-ends.png'])('has a deadline: %s', async (path) => {
    await expect(download(path, { deadlineMilliseconds: 200 })).rejects.toThrow(/abort/i)
  })

  test('is not fetched when the name servers do not answer in time', async () => {
    await expect(resolvePublic('site.example', AbortSignal.abort())).rejects.toThrow(/abort/i)
  })

  test('is refused when its name stands in the hosts file of this machine', async () => {
    const { signal } = new AbortController()
    await expect(resolvePublic('localhost', signal)).rejects.toThrow(/no address|leads inside/)
  })
})
