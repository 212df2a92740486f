import { randomUUID } from 'node:crypto'
import {
  expect,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from '@playwright/test'
import { ask } from './ask.ts'
import { keepSupabaseSession, newPerson, parleyUrl, type Person } from './people.ts'

/** These states of an own message mean that the server has it. "Waiting to be sent" does not. */
export const stored = /, (Sent|Delivered|Seen|Read)/

/** The page of Parley, by its accessible names. */
export class ParleyPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get status(): Locator {
    return this.page.getByRole('status').filter({ hasText: /^(Online|Connecting…|Offline)/ })
  }

  get log(): Locator {
    return this.page.getByRole('log', { name: 'Messages' })
  }

  async expectOnline(): Promise<void> {
    await expect(this.status).toHaveText('Online')
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Email' }).fill(email)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  /** Answers the question too, unless the page is about to lose messages. */
  async logOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Log out', exact: true }).click()
    await this.page
      .getByRole('dialog')
      .getByRole('button', { name: 'Log out', exact: true })
      .click()
  }

  async talkTo(email: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New conversation' }).first().click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name or e-mail' }).fill(email)
    await dialog
      .getByRole('option')
      .or(dialog.getByRole('listitem').getByRole('button'))
      .first()
      .click()
    await expect(this.composer).toBeVisible()
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true })
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.page.getByRole('button', { name: 'Send', exact: true }).click()
  }

  /** Sends more messages than a page holds, faster than by hand. After a rate limit it waits. */
  async writeMany(lines: readonly string[], more: { thread_root?: string } = {}): Promise<void> {
    for (const body of lines) {
      const data = { client_id: randomUUID(), body, ...more }
      await expect(async () => {
        const answer = await this.page.request.post(this.#history(), {
          headers: { 'x-parley-client': '1', origin: parleyUrl() },
          data,
        })
        expect(answer.ok()).toBe(true)
      }).toPass()
    }
  }

  /** Groups "Newer 1" and so on, without other people. */
  async makeGroups(count: number): Promise<void> {
    for (let n = 1; n <= count; n += 1) {
      await ask(this.page, 'POST', '/conversations', { kind: 'GROUP', title: `Newer ${n}` })
    }
  }

  /** The id of the newest message in the open conversation. */
  async newestId(): Promise<string> {
    const answer = await this.page.request.get(`${this.#history()}?limit=1`)
    const { items } = (await answer.json()) as { items: { id: string }[] }
    return items[0]?.id ?? ''
  }

  #history(): string {
    const id = new URL(this.page.url()).pathname.split('/').at(-1)
    return `${parleyUrl()}/api/conversations/${id}/messages`
  }

  message(text: string): Locator {
    return this.log.getByRole('article').filter({ hasText: text })
  }

  /** Opens the conversation whose row shows this name. */
  async open(name: string): Promise<void> {
    const list = this.page.getByRole('navigation', { name: 'Conversations' })
    await list.getByRole('link').filter({ hasText: name }).click()
  }
}

/** Parley's cookies. After a log-out they go with its answer, which may come later than the first screen. */
export const cookiesOf = async (context: BrowserContext) =>
  (await context.cookies()).filter(({ name }) => name.startsWith('parley'))

/** A new browser for a person who signed in to Supabase earlier. */
export async function arrive(
  browser: Browser,
  person: Person,
): Promise<{ context: BrowserContext; window: ParleyPage }> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await keepSupabaseSession(page, person.session)
  await page.goto(parleyUrl())
  const window = new ParleyPage(page)
  await window.expectOnline()
  return { context, window }
}

/** Shows the conversation with a person also while nothing is written in it. */
async function openDirect({ page }: ParleyPage, { email }: Person): Promise<void> {
  await ask(page, 'POST', '/conversations', { kind: 'DIRECT', email })
}

/** Two new people, each in a browser, in one conversation that both see. */
export async function twoPeople(browser: Browser) {
  const people = [newPerson('Ada Arden'), newPerson('Ben Birch')] as const
  const [ada, ben] = await Promise.all(people)
  const [adas, bens] = await Promise.all([arrive(browser, ada), arrive(browser, ben)])
  await adas.window.talkTo(ben.email)
  await openDirect(bens.window, ada)
  return { ada: { person: ada, ...adas }, ben: { person: ben, ...bens } }
}
