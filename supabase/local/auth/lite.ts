import { AsyncLocalStorage } from 'node:async_hooks'
import { fileURLToPath } from 'node:url'
import { App, createPostgresConnection } from '../lite-package.ts'
import type { Sql } from 'postgres'
import type { Mailbox } from './mailbox.ts'

export interface LiteOptions {
  /** A connection as supabase_auth_admin, as the hosted Auth server has. */
  databaseUrl: string
  publicUrl: string
  /** Where mailed links lead, unless a request asks for another place. By default `publicUrl`. */
  siteUrl?: string
  jwtSecret: string
  publishableKey: string
  secretKey: string
  confirmEmail: boolean
  mailbox: Mailbox
}

interface MailOptions {
  redirectTo?: string | null
  /** The small server knows no invitation, so a mail to sign in becomes one. */
  isInvitation?: boolean
}

/** Supabase's own small Auth server, in this process. */
export interface Lite {
  /** Answers one request. Links in a mail that it sends lead back to `redirectTo`. */
  fetch(request: Request, options?: MailOptions): Promise<Response>
  sql: Sql
  /** The code of the newest mail to this address. */
  newestCode(email: string): string | null
  close(): Promise<void>
}

/**
 * The small server passes metadata as JSON text, and its driver would encode that a second time. The column would then
 * contain a string, and triggers would find no name in it.
 */
const jsonOnce = {
  to: 114,
  from: [114],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string) => JSON.parse(text) as unknown,
}
const jsonbOnce = { ...jsonOnce, to: 3802, from: [3802] }

/** The same mails as in a hosted project. */
const mail = (name: string, subject: string) => ({
  subject,
  content_path: fileURLToPath(new URL(`../../templates/${name}.html`, import.meta.url)),
})

/** Only its `/auth/v1` is meant to be served. Its data API would grant tables to everyone. */
export function createLite(options: LiteOptions): Lite {
  const { siteUrl = options.publicUrl, mailbox } = options
  const mailing = new AsyncLocalStorage<MailOptions>()
  const connection = createPostgresConnection({
    url: options.databaseUrl,
    postgresOptions: { max: 5, onnotice: () => {}, types: { json: jsonOnce, jsonb: jsonbOnce } },
  })
  const withRedirect = (text: string, separator: string) => {
    const { redirectTo: target, isInvitation = false } = mailing.getStore() ?? {}
    if (isInvitation) text = text.replaceAll(/type=(magiclink|email)\b/g, 'type=invite')
    if (!target) return text
    const usual = `${separator}redirect_to=${encodeURIComponent(siteUrl)}`
    const asked = `${separator}redirect_to=${encodeURIComponent(target)}`
    // Its templates encode nothing. Those of the hosted server encode what stands in an address.
    return text
      .replaceAll(usual, asked)
      .replaceAll(`${separator}redirect_to=${siteUrl}"`, `${asked}"`)
  }
  const app = new App({
    connection,
    auth: {
      enabled: true,
      enable_signup: true,
      jwt_secret: options.jwtSecret,
      jwt_expiry: 3600,
      publishable_key: options.publishableKey,
      secret_key: options.secretKey,
      site_url: siteUrl,
      email: {
        enable_signup: true,
        enable_confirmations: options.confirmEmail,
        // `email-change.ts` mails the present address, and wants both to be confirmed.
        double_confirm_changes: false,
        template: {
          confirmation: mail('confirmation', 'Confirm your address for Parley'),
          magic_link: mail('magic_link', 'Sign in to Parley'),
          recovery: mail('recovery', 'Choose a new password for Parley'),
          email_change: mail('email_change', 'Confirm your new address for Parley'),
        },
      },
    },
    options: {
      drivers: {
        email: {
          async send({ to, subject, text = '', html = '' }) {
            mailbox.deliver({
              to,
              subject,
              text: withRedirect(text, '&'),
              html: withRedirect(html, '&'),
            })
          },
        },
      },
    },
  })
  return {
    fetch: (request, options = {}) => mailing.run(options, () => app.fetch(request)),
    newestCode: (email) => mailbox.list(email)[0]?.code ?? null,
    sql: connection.driver,
    close: () => connection.driver.end({ timeout: 2 }),
  }
}
