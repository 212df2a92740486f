import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../testing/folders.ts'
import { addressWithin } from '../base-path.ts'
import { readTheme, type Theme } from '../theme/theme.ts'
import { translateErrors } from './errors.ts'
import { refuseOutside } from './outside.ts'
import { servePage } from './page.ts'
import type { App } from './types.ts'

const folder = temporaryFolder()
const basePath = '/messages'
const app = fastify({ rewriteUrl: addressWithin(basePath) }) as unknown as App
const built = `<!doctype html><html lang="en"><head>
<meta name="theme-color" content="#ffffff" /><title>Parley</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml" />
<link rel="manifest" href="/manifest.webmanifest" />
<script type="module" src="/assets/base-abc.js"></script>
</head><body><a href="//elsewhere">the page</a></body></html>`
const manifest = { name: 'Parley', start_url: './', icons: [{ src: './favicon.svg' }] }

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), built)
  writeFileSync(join(folder, 'index.html.gz'), 'a built page, which is not this one')
  writeFileSync(join(folder, 'manifest.webmanifest'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'assets/base-abc.js'), '1')
  writeFileSync(join(folder, 'theme.json'), JSON.stringify({ name: 'A & B', logo: 'logo.svg' }))
  writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  translateErrors(app)
  refuseOutside(app)
  const theme = readTheme(join(folder, 'theme.json')) as Theme
  await servePage(app, folder, { basePath, theme })
})
afterAll(async () => {
  await app.close()
  removeFolder(folder)
})

const get = (url: string, headers = {}) =>
  app.inject({ url, headers: { accept: 'text/html,*/*', 'accept-encoding': 'gzip', ...headers } })

test('the page names its base path, and every file below it', async () => {
  for (const url of ['/messages', '/messages/', '/messages/index.html', '/messages/c/7?m=1']) {
    const { statusCode, body, headers } = await get(url)
    expect([url, statusCode, headers['cache-control']]).toEqual([url, 200, 'no-cache'])
    expect(body).toContain('<html data-base="/messages" data-product="A &amp; B"')
    expect(body).toContain('src="/messages/assets/base-abc.js"')
    expect(body).toContain('<title>A &amp; B</title>')
    expect(body).toContain('href="//elsewhere"')
    expect(body).not.toMatch(/(src|href)="\/(?!messages\/|\/)/)
  }
})

test('every file that the page names is there, and nothing is there outside', async () => {
  const { body } = await get('/messages/')
  const files = [...body.matchAll(/(?:src|href)="(\/[^/"][^"]*)"/g)].map(([, file = '']) => file)
  expect(files).toHaveLength(4)
  for (const file of files) {
    const { statusCode } = await get(file, { accept: '*/*' })
    expect([file, statusCode]).toEqual([file, 200])
    const outside = await get(file.slice(basePath.length))
    expect([outside.statusCode, outside.body.includes('<html')]).toEqual([404, false])
  }
})

test('the manifest has the name of the theme and relative addresses', async () => {
  const { headers, body } = await get('/messages/manifest.webmanifest', { accept: '*/*' })
  expect(headers['content-type']).toBe('application/manifest+json')
  const { name, start_url, icons } = JSON.parse(body) as typeof manifest
  expect([name, start_url, icons[0]?.src]).toEqual([
    'A & B',
    './',
    expect.stringMatching(/^\.\/assets\/logo-/),
  ])
})

test('the theme is kept by browsers, and the page is asked for each time', async () => {
  const { body, headers } = await get('/messages/')
  const css = /href="([^"]*theme[^"]*)"/.exec(body)?.[1] ?? ''
  const theme = await get(css, { accept: '*/*' })
  expect(theme.headers['cache-control']).toContain('immutable')
  const again = await get('/messages/', { 'if-none-match': headers['etag'] })
  expect([again.statusCode, again.body]).toEqual([304, ''])
  const logo = await get(/data-logo="([^"]*)"/.exec(body)?.[1] ?? '')
  expect(logo.headers['content-security-policy']).toContain('sandbox')
})
