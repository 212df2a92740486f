/** A caught mail, with its code and link already found. */
export interface CaughtMail {
  to: string
  subject: string
  html: string
  text: string
  /** The six digits, when the mail contains some. */
  code: string | null
  /** The link to the page, when the mail contains one. The page asks the person before it uses it up. */
  link: string | null
  /** The link that Supabase's own templates have (`ConfirmationURL`). Opening it uses it up. */
  verify_link: string | null
  sent_at: string
}

/** Keeps the newest mails instead of sending them, newest first. */
export class Mailbox {
  readonly #mails: CaughtMail[] = []
  readonly #capacity: number

  constructor(capacity = 200) {
    this.#capacity = capacity
  }

  deliver(mail: { to: string; subject: string; html: string; text: string }): void {
    const verify_link = /https?:\/\/\S+\/auth\/v1\/verify\?\S+/.exec(mail.text)?.[0] ?? null
    const page = /href="(https?:[^"]*[?&]token_hash=[^"]*)"/.exec(mail.html)?.[1]
    const link = page?.replaceAll('&amp;', '&') ?? verify_link
    const code = /:\s(\d{6})\b/.exec(mail.text)?.[1] ?? null
    this.#mails.unshift({ ...mail, code, link, verify_link, sent_at: new Date().toISOString() })
    this.#mails.length = Math.min(this.#mails.length, this.#capacity)
  }

  /** All mails, or those to one address. */
  list(to?: string): CaughtMail[] {
    return this.#mails.filter((mail) => !to || mail.to.toLowerCase() === to.toLowerCase())
  }
}
