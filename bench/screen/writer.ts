import { randomUUID } from 'node:crypto'
import { newPerson } from '../../e2e/people.ts'
import { ask, TestBrowser, type TestSocket } from '../../testing/browser.ts'

const words = 'the kettle is on and nobody knows who left the window open last night'.split(' ')

/** From three words to a few lines, the same in every run. */
export function bodyOf(name: string, n: number): string {
  const said = Array.from(
    { length: 3 + ((n * 7) % 40) },
    (_, i) => words[(n + i * 5) % words.length],
  )
  return `${name} ${n}: ${said.join(' ')}`
}

/** A person who writes to the reader over their own socket, from this process. */
export class Writer {
  readonly name: string
  readonly conversationId: string
  /** The number of written messages. It equals the `seq` of the newest, because nobody else writes here. */
  written = 0
  readonly #socket: TestSocket

  private constructor(name: string, conversationId: string, socket: TestSocket) {
    this.name = name
    this.conversationId = conversationId
    this.#socket = socket
  }

  static async begin(url: string, name: string, readerId: string): Promise<Writer> {
    const { session } = await newPerson(name)
    const browser = new TestBrowser(url)
    await browser.bridge(session.access_token)
    const body = { kind: 'DIRECT', participant_ids: [readerId] }
    const answer = await browser.call('POST', '/api/conversations', { body })
    if (answer.status !== 201) throw new Error(`no conversation: ${answer.status}`)
    const { socket } = await browser.connect()
    return new Writer(name, answer.body.id as string, socket)
  }

  /** Writes at a steady pace, however long the answers take. Resolves when the last message is acknowledged. */
  async write(count: number, perMinute: number): Promise<void> {
    const started = performance.now()
    const answers: Promise<void>[] = []
    while (answers.length < count) {
      const due = 1 + Math.floor(((performance.now() - started) * perMinute) / 60_000)
      while (answers.length < Math.min(due, count)) answers.push(this.#send())
      await new Promise((wait) => setTimeout(wait, 10))
    }
    await Promise.all(answers)
  }

  async #send(): Promise<void> {
    const n = ++this.written
    const answer = await ask(this.#socket, 'message:send', {
      conversation_id: this.conversationId,
      client_id: randomUUID(),
      body: bodyOf(this.name, n),
    })
    if (!answer.ok) throw new Error(`${this.name} ${n} was refused: ${answer.error.code}`)
  }

  close(): void {
    this.#socket.disconnect()
  }
}
