/** A caught mail, with its code and link already found. */
export interface CaughtMail {
  to: string
  subject: string
  html: string
  text: string
  /** The six digits, when the mail contains some. */
  code: string | null
  /** The confirmation link, when the mail contains one. */
  link: string | null
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
    const link = /https?:\/\/\S+\/auth\/v1\/verify\?\S+/.exec(mail.text)?.[0] ?? null
    const code = /:\s(\d{6})\b/.exec(mail.text)?.[1] ?? null
    this.#mails.unshift({ ...mail, code, link, sent_at: new Date().toISOString() })
    this.#mails.length = Math.min(this.#mails.length, this.#capacity)
  }

  /** All mails, or those to one address. */
  list(to?: string): CaughtMail[] {
    return this.#mails.filter((mail) => !to || mail.to.toLowerCase() === to.toLowerCase())
  }
}
