import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BasePath } from '../base-path.ts'
import type { Theme, ThemeAsset } from '../theme/theme.ts'
import { tokens } from '../theme/tokens.ts'
import { isKnownVersion } from './known-version.ts'
import type { App } from './types.ts'

/** What makes the page of this installation differ from the built one. */
export interface Look {
  basePath: BasePath
  theme: Theme | null
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (one) => escapes[one] ?? one)

/**
 * The built index.html for this base path and theme. One build serves every installation: the page reads its base path,
 * its name and its logo from `<html>`.
 */
function embeddedHtml(html: string, { basePath, theme }: Look): string {
  const assetOf = ({ name }: ThemeAsset) => `/assets/${name}`
  const about = {
    'data-base': basePath,
    'data-product': theme?.name ?? '',
    'data-logo': theme?.logo ? basePath + assetOf(theme.logo) : '',
  }
  const attributes = Object.entries(about).flatMap(([name, value]) =>
    value === '' ? [] : ` ${name}="${escape(value)}"`,
  )
  const themed = theme === null ? html : themedHtml(html, theme, assetOf)
  return themed
    .replace('<html', () => `<html${attributes.join('')}`)
    .replace(/\b(src|href)="\/(?!\/)/g, `$1="${basePath}/`)
}

function themedHtml(html: string, theme: Theme, assetOf: (asset: ThemeAsset) => string): string {
  const icon =
    theme.logo === null
      ? '$&'
      : `<link rel="icon" href="${assetOf(theme.logo)}" type="${theme.logo.type}" />`
  return html
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escape(theme.name)}</title>`)
    .replace(`content="${tokens.background.light}"`, `content="${theme.palettes.light.background}"`)
    .replace(`content="${tokens.background.dark}"`, `content="${theme.palettes.dark.background}"`)
    .replace(/<link rel="icon"[^>]*>/, icon)
    .replace('</head>', `<link rel="stylesheet" href="${assetOf(theme.css)}" /></head>`)
}

/** The manifest with the name and colours of the theme. Its addresses are relative to its own. */
function themedManifest(text: string, { name, logo, palettes }: Theme): string {
  const icon = logo && { src: `./assets/${logo.name}`, sizes: 'any', type: logo.type }
  return JSON.stringify({
    ...(JSON.parse(text) as object),
    ...{ name, short_name: name },
    background_color: palettes.light.background,
    theme_color: palettes.light.accent,
    ...(icon && { icons: [icon] }),
  })
}

/** Serves what differs from the build. Returns what answers an address that the page itself reads. */
export function serveEmbedded(app: App, clientDir: string, look: Look) {
  const read = (file: string) => readFileSync(join(clientDir, file), 'utf8')
  const html = embeddedHtml(read('index.html'), look)
  const sendPage = made('text/html; charset=utf-8', Buffer.from(html))
  app.get('/', sendPage)
  app.get('/index.html', sendPage)
  if (look.theme === null) return sendPage
  const { css, logo } = look.theme
  for (const asset of [css, ...(logo ? [logo] : [])])
    app.get(`/assets/${asset.name}`, made(asset.type, asset.body, { isHashed: true }))
  const manifest = Buffer.from(themedManifest(read('manifest.webmanifest'), look.theme))
  app.get('/manifest.webmanifest', made('application/manifest+json', manifest))
  return sendPage
}

/** The files of the build that `serveEmbedded` answers itself. */
export const replacedFiles = ({ theme }: Look): string[] =>
  ['index.html', ...(theme ? ['manifest.webmanifest'] : [])].map((file) => `${file}*`)

/** A browser keeps a file with a hash in its name for a year. It asks for any other each time. */
function made(type: string, body: Buffer, { isHashed = false } = {}) {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`
  return (request: FastifyRequest, reply: FastifyReply) => {
    void reply
      .header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('etag', etag)
    // A drawing that is opened by itself is a document. It may run nothing there.
    if (type === 'image/svg+xml')
      void reply.header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      )
    if (isKnownVersion(request.headers, etag)) return reply.code(304).send()
    return reply.type(type).send(body)
  }
}
