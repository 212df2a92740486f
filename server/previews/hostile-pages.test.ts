import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWebSite, type WebSite } from '../../testing/web-site.ts'
import { createFetchPreview } from './fetch-preview.ts'

/** Pages that attack the relay, and pages that are only unusual. */
let site: WebSite
beforeAll(async () => {
  site = await openWebSite({
    'inside.example': ['10.0.0.1'],
    'rebound.example': ['1.1.1.1', '127.0.0.1'],
  })
})
afterAll(() => site.close())

const drawn: Buffer[] = []
const fetchPreview = (address: string, deadlineMilliseconds = 5_000) =>
  createFetchPreview(
    async (_whose, bytes) => {
      drawn.push(bytes as Buffer)
      return Buffer.from('drawn')
    },
    { publicUrl: 'https://chat.example', internet: { ...site.internet, deadlineMilliseconds } },
  )(address)
const preview = (path: string, deadline?: number) =>
  fetchPreview(`http://site.example${path}`, deadline)
const html = (head: string) => `<!doctype html><html><head>${head}</head><body>`

test('the relay names itself and its address, asks for nothing compressed, and sends no cookie', async () => {
  let headers = {}
  site.pages.set('/', (request, response) => {
    headers = request.headers
    response
      .writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=b' })
      .end('<title>A</title>')
  })
  expect(await preview('/')).toEqual({ title: 'A', site: 'site.example', picture: null })
  expect(headers).toEqual({
    host: 'site.example',
    accept: expect.stringContaining('text/html'),
    'accept-encoding': 'identity',
    'user-agent': 'Parley (link preview; +https://chat.example)',
    connection: 'close',
  })
})

test.each([
  [
    'the title of the card, not of the window',
    '<title>Window</title><meta property="og:title" content="Card">',
    'Card',
  ],
  ['a title by name', '<meta name="OG:Title" content="By name">', 'By name'],
  [
    'a card without a title',
    '<meta property="og:title" content=" "><title>Window</title>',
    'Window',
  ],
  ['lines and entities', '<title>\n  Fish &amp;\n  chips &#x1F35F; </title>', 'Fish & chips 🍟'],
  ['tags as text', '<title><script>alert(1)</script></title>', '<script>alert(1)</script>'],
  [
    'a script before the title',
    '<script>document.title = "<title>No</title>"</script><title>Yes</title>',
    'Yes',
  ],
  ['a comment', '<!-- <title>No</title> --><title>Yes</title>', 'Yes'],
  [
    'a drawing with a title of its own',
    '<title>Page</title><svg><title>Icon</title></svg>',
    'Page',
  ],
  ['signs that turn the direction', '<title>abc\u202etxt.exe\u2066</title>', 'abctxt.exe'],
  ['control signs', '<title>a\u0007b\u009bc\u200bd</title>', 'abcd'],
  ['a family of joined people', '<title>👨‍👩‍👧 می‌خواهم</title>', '👨‍👩‍👧 می‌خواهم'],
  ['a heart in red', '<title>❤️ 4️⃣</title>', '❤️ 4️⃣'],
  ['half a letter', '<title>a&#xD800;b</title>', 'a\ufffdb'],
])('a title is one harmless line: %s', async (_what, head, title) => {
  site.page('/title', html(head), { 'content-type': 'text/html; charset=utf-8' })
  expect(await preview('/title')).toMatchObject({ title })
})

test('a huge title is cut between two graphemes', async () => {
  site.page('/huge', html(`<title>${'👩‍🚀'.repeat(50_000)}</title>`), {
    'content-type': 'text/html; charset=utf-8',
  })
  const { title } = (await preview('/huge'))!
  expect(title).toBe(`${'👩‍🚀'.repeat(120)}…`)
  site.page('/accents', html(`<title>a${'\u0301'.repeat(90_000)}</title>`))
  expect(await preview('/accents')).toBeNull()
})

test.each([
  [
    'by the site',
    'text/html; charset=Shift_JIS',
    Buffer.from([0x83, 0x65, 0x83, 0x58, 0x83, 0x67]),
    'テスト',
  ],
  ['by a wrong site and a mark', 'text/html; charset=koi8-r', Buffer.from('\ufeffmüde'), 'müde'],
  ['by nobody, in UTF-8', 'text/html', Buffer.from('müde'), 'müde'],
  ['by nobody, in Latin', 'text/html', Buffer.from([0x6d, 0xfc, 0x64, 0x65]), 'müde'],
  ['by an unknown name', 'text/html; charset=klingon', Buffer.from('müde'), 'müde'],
  ['wrongly', 'text/html; charset=utf-8', Buffer.from([0x6d, 0xfc, 0x64, 0x65]), 'm\ufffdde'],
])('the characters are named %s', async (_by, type, letters, title) => {
  const isMarked = letters[0] === 0xef
  const head = Buffer.concat([
    Buffer.from('<title>'),
    isMarked ? letters.subarray(3) : letters,
    Buffer.from('</title>'),
  ])
  site.page('/letters', isMarked ? Buffer.concat([letters.subarray(0, 3), head]) : head, {
    'content-type': type,
  })
  expect(await preview('/letters')).toMatchObject({ title })
})

test('the page itself names its encoding', async () => {
  const bytes = Buffer.concat([
    Buffer.from(
      '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>',
    ),
    Buffer.from([0xcf, 0xf0, 0xe8]),
  ])
  site.page('/meta', bytes)
  expect(await preview('/meta')).toMatchObject({ title: 'При' })
})

test.each([
  ['no title', html(''), {}],
  ['a title that shows nothing', html('<title>\u200b\u2060 \u3164\u2800\u034f</title>'), {}],
  ['a title behind the head', `${html('')}<title>No</title>`, {}],
  ['a title behind 256 KiB', html(`${' '.repeat(256 * 1_024)}<title>No</title>`), {}],
  ['a text', '<title>No</title>', { 'content-type': 'text/plain' }],
  ['a program', '<title>No</title>', { 'content-type': 'application/octet-stream' }],
  ['no type', '<title>No</title>', { 'content-type': '' }],
  [
    'a bomb in gzip',
    gzipSync(`<title>No</title>${' '.repeat(20_000_000)}`),
    { 'content-encoding': 'gzip' },
  ],
  ['an unknown packing', '<title>No</title>', { 'content-encoding': 'br, gzip' }],
])('there is no preview of %s', async (_what, body, headers) => {
  site.page('/nothing', body, headers)
  expect(await preview('/nothing')).toBeNull()
})

test('a page without an end is read to its limit', async () => {
  site.pages.set('/endless', (_request, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(64 * 1_024, 'x')));
    }
    response.writeHead(200, { 'content-type': 'text/html' }).write('<title>Endless</title>')
    response.on('drain', more)
    more()
  })
  expect(await preview('/endless')).toMatchObject({ title: 'Endless' })
})

test('a page that is slow, stays silent or breaks off ends in time without a preview', async () => {
  site.pages.set(
    '/slow',
    (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).write('<title>S'),
  )
  site.pages.set('/silent', () => undefined)
  site.pages.set('/breaks', ({ socket }) => void socket.destroy())
  expect(
    await Promise.all([preview('/slow', 150), preview('/silent', 150), preview('/breaks')]),
  ).toEqual([null, null, null])
})

test('redirects are followed three times, and each is checked', async () => {
  const to = (from: string, location: string) =>
    site.pages.set(from, (_request, response) => void response.writeHead(302, { location }).end())
  site.page('/target', '<title>Target</title>')
  to('/1', '/target')
  to('/2', 'http://site.example/1')
  to('/3', '//site.example/2')
  expect(await preview('/3')).toMatchObject({ title: 'Target' })
  to('/for-ever', '/for-ever')
  site.asked.length = 0
  expect(await preview('/for-ever')).toBeNull()
  expect(site.asked).toHaveLength(4)
  for (const location of [
    'http://127.0.0.1/target',
    'http://inside.example/target',
    'http://site.example:22/target',
    'http://user:key@site.example/target',
    'file:///etc/passwd',
    'gopher://site.example/1',
    'javascript:alert(1)',
    'http://',
  ]) {
    to('/away', location)
    site.asked.length = 0
    expect(await preview('/away'), location).toBeNull()
    expect(site.asked, location).toEqual(['/away'])
  }
})

test.each([
  ...[
    '127.0.0.1',
    '[::1]',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
  ],
  ...[
    '[fc00::1]',
    '[fe80::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '0.0.0.0',
    '0',
    '2130706433',
  ],
  ...[
    '017700000001',
    '0x7f000001',
    '0x7f.1',
    '127.1',
    '１２７.0.0.1',
    '127。0。0。1',
    '①27.0.0.1',
    '1.1.1.1',
  ],
  ...[
    '[2606:4700::1111]',
    '[64:ff9b::7f00:1]',
    'localhost',
    'localhost.',
    'inside.example',
    'rebound.example',
  ],
  ...[
    'nowhere.example',
    'site.example:8080',
    'site.example:22',
    'a:b@site.example',
    'a@site.example',
  ],
])('nobody is asked for http://%s', async (host) => {
  site.page('/', '<title>Inside</title>')
  site.asked.length = 0
  expect(await fetchPreview(`http://${host}/`)).toBeNull()
  expect(await fetchPreview(`https://${host}/`)).toBeNull()
  expect(site.asked).toEqual([])
})

test('the connection goes to the address that was checked, whatever the name leads to later', async () => {
  site.page('/', '<title>Checked</title>')
  let looks = 0
  const internet = {
    ...site.internet,
    async resolve() {
      looks += 1
      return [{ address: looks === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    },
  }
  const fetchOnce = createFetchPreview(async () => null, {
    publicUrl: 'https://chat.example',
    internet,
  })
  expect(await fetchOnce('http://rebinding.example/')).toMatchObject({ title: 'Checked' })
  expect(looks).toBe(1)
})

test('the picture is fetched by the same rules, and only what the relay drew is kept', async () => {
  const card = (content: string) =>
    site.page('/card', html(`<title>Card</title><meta property="og:image" content="${content}">`))
  site.page('/p.png', 'bytes', { 'content-type': 'image/png' })
  card('p.png')
  drawn.length = 0
  expect(await preview('/card')).toEqual({
    title: 'Card',
    site: 'site.example',
    picture: Buffer.from('drawn'),
  })
  expect(drawn).toEqual([Buffer.from('bytes')])
  site.page('/large.png', Buffer.alloc(6 * 1_024 * 1_024), { 'content-type': 'image/png' })
  for (const content of [
    'http://127.0.0.1/p.png',
    'http://inside.example/p.png',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'http://site.example:22/p.png',
    '/large.png',
    '/missing.png',
  ]) {
    card(content)
    drawn.length = 0
    expect(await preview('/card'), content).toMatchObject({ title: 'Card', picture: null })
    expect(drawn, content).toEqual([])
  }
})

test('a link to a picture shows it under its name', async () => {
  site.page('/holiday%20photo.jpg', 'bytes', { 'content-type': 'image/jpeg' })
  expect(await preview('/holiday%20photo.jpg')).toEqual({
    title: 'holiday photo.jpg',
    site: 'site.example',
    picture: Buffer.from('drawn'),
  })
})
