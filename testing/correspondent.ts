import { randomUUID } from 'node:crypto'
import {
  applyChanges,
  isBehind,
  newLog,
  receive,
  type ConversationLog,
} from '../client/realtime/log/conversation-log.ts'
import { loadPage, startLoading } from '../client/realtime/log/log-pages.ts'
import type { Conversation } from '../wire/conversations.ts'
import type { Message } from '../wire/messages.ts'
import { ask, type TestSocket } from './browser.ts'
import type { TestPerson } from './relay.ts'

/**
 * One person of a conversation, with the log of the page. It behaves like the page: it sends one message at a time,
 * repeats it until it is acknowledged, and syncs after every connection.
 */
export class Correspondent {
  readonly acknowledged = new Map<string, Message>()
  log: ConversationLog
  readonly #socket: TestSocket
  readonly #outbox: { client_id: string; body: string }[]
  readonly #onAck: () => void
  #epoch: string | null = null
  #sending = false

  constructor(person: TestPerson, conversation: Conversation, bodies: string[], onAck: () => void) {
    this.#onAck = onAck
    this.#outbox = bodies.map((body) => ({ client_id: randomUUID(), body }))
    this.log = loadPage(startLoading(newLog(conversation)), {
      items: [],
      people: [],
      has_more: false,
    })
    this.#socket = person.browser.socket()
    Object.assign(this.#socket.io.opts, { reconnection: true })
    this.#socket.io.reconnection(true).reconnectionDelay(20).reconnectionDelayMax(100)
    this.#socket.on('connection:established', ({ epoch }) => {
      this.#epoch = epoch
      void this.#catchUp()
    })
    this.#socket.on('message:new', ({ messages }) => {
      this.log = receive(this.log, messages)
      if (isBehind(this.log)) void this.#catchUp()
    })
  }

  start(): void {
    this.#socket.connect()
  }

  stop(): void {
    this.#socket.disconnect()
  }

  get isDone(): boolean {
    return this.#outbox.length === 0
  }

  get messages(): readonly Message[] {
    return this.log.history.kind === 'loaded' ? this.log.history.messages : []
  }

  /** Syncs until nothing is missing. */
  async sync(): Promise<void> {
    do {
      const { id } = this.log.conversation
      const answer = await ask(this.#socket, 'sync', {
        epoch: this.#epoch,
        cursors: { [id]: this.log.ver },
      })
      if (!answer.ok) throw new Error(answer.error.code)
      for (const item of answer.items) this.log = applyChanges(this.log, item)
    } while (isBehind(this.log))
  }

  async #catchUp(): Promise<void> {
    await this.sync().catch(() => undefined)
    await this.#flush()
  }

  async #flush(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    try {
      for (let next = this.#outbox[0]; next !== undefined; next = this.#outbox[0]) {
        const conversation_id = this.log.conversation.id
        const answer = await ask(this.#socket, 'message:send', { conversation_id, ...next })
        if (!answer.ok) throw new Error(answer.error.code)
        this.#outbox.shift()
        const { ok: _, ...message } = answer
        this.#keep(message)
      }
    } catch {
      // The connection was lost. After the next one, the same message is sent again.
    } finally {
      this.#sending = false
    }
  }

  #keep(message: Message): void {
    this.acknowledged.set(message.client_id, message)
    this.log = receive(this.log, [message])
    this.#onAck()
  }
}
