/** A caught message, with what people need from it already picked out. */
export interface CaughtMail {
  to: string
  subject: string
  html: string
  text: string
  /** The six digits, when the mail holds some. */
  code: string | null
  /** The confirmation link, when the mail holds one. */
  link: string | null
  sent_at: string
}

/** Keeps the last mails instead of sending them. Newest first. */
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

  /** All of them, or those to one address. */
  list(to?: string): CaughtMail[] {
    return this.#mails.filter((mail) => !to || mail.to.toLowerCase() === to.toLowerCase())
  }
}
