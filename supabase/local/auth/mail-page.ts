import { createHash } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import type { CaughtMail, Mailbox } from './mailbox.ts'

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8889 }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 2rem 1rem }
h1 { font-size: 1.4rem; margin: 0 }
h2 { font-size: 1rem; margin: 0 }
p { margin: .25rem 0 }
article { border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; margin: 1rem 0 }
time, .hint { color: GrayText; font-size: .875rem }
code { font-size: 1.5rem; letter-spacing: .2em; user-select: all }
a { overflow-wrap: anywhere }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8125rem }
`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`

/** Shows the caught mails to people at /dev/mail, and to tests at /dev/mail.json. */
export function mailPage(mailbox: Mailbox): FastifyPluginAsync {
  return async (scope) => {
    scope.get<{ Querystring: { to?: string } }>('/dev/mail', async (request, reply) => {
      void reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
      void reply.header('content-security-policy', POLICY)
      return renderPage(mailbox.list(request.query.to))
    })
    scope.get<{ Querystring: { to?: string } }>('/dev/mail.json', async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      return mailbox.list(request.query.to)
    })
  }
}

/** The whole page. All content of a mail is escaped, because it can come from sign-up forms. */
export function renderPage(mails: CaughtMail[]): string {
  const list = mails.map(renderMail).join('\n') || '<p>No mail yet. Sign up, or ask for a link.</p>'
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail · Parley on this computer</title>
<style>${STYLE}</style>
<h1>Mail</h1>
<p class="hint">What a hosted project would send, newest first. Nothing leaves this computer.</p>
${list}
</html>
`
}

function renderMail(mail: CaughtMail): string {
  const link = mail.link && escape(mail.link)
  return `<article>
<h2>${escape(mail.subject)}</h2>
<p>To ${escape(mail.to)} · <time datetime="${mail.sent_at}">${mail.sent_at.slice(11, 19)} UTC</time></p>
${mail.code ? `<p><code>${escape(mail.code)}</code></p>` : ''}
${link ? `<p><a href="${link}">${link}</a></p>` : `<pre>${escape(mail.text)}</pre>`}
</article>`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
