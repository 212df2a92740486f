import type postgres from 'postgres'
import type { Message } from '../../wire/messages.ts'
import type { Receipts } from '../../wire/socket.ts'

interface Said {
  conversation_id: string
  id: string
  ver: number
  body: string
}

/**
 * All events of a relay about messages and receipts. Each `ver` belongs to one change of one message for ever. If it
 * was sent for two changes, or for a change that no row has in the end, the relay sent an event before the commit.
 */
export class Told {
  readonly faults: string[] = []
  /** How often a node missed something that another node had said. */
  missed = 0
  readonly #changes = new Map<string, Said>()
  readonly #receipts = new Map<string, Receipts>()
  /** People whose receipts may move back: they marked unread, or joined again. */
  readonly #mayGoBack = new Set<string>()

  hear(event: string, push: unknown): void {
    if (event === 'message:read') return this.#receive(push as Receipts)
    const { messages } = push as { messages?: Message[] }
    for (const { conversation_id, id, ver, body } of messages ?? []) {
      this.#change({ conversation_id, id, ver, body })
    }
  }

  mayGoBack(userId: string): void {
    this.#mayGoBack.add(userId)
  }

  /** The sent events that the database does not confirm after everything is stored. */
  async unknown(sql: postgres.Sql): Promise<string[]> {
    const said = [...this.#changes.values()]
    const column = <K extends keyof Said>(name: K) => said.map((one) => one[name])
    const rows = await sql<Said[]>`
      select said.* from unnest(
        ${column('conversation_id')}::uuid[], ${column('id')}::uuid[], ${column('ver')}::bigint[],
        ${column('body')}::text[]
      ) as said (conversation_id, id, ver, body)
      left join public.messages m on m.id = said.id
      left join public.messages now on now.conversation_id = said.conversation_id and now.ver = said.ver
      where m.id is null or m.ver < said.ver or now.id <> said.id or now.body <> said.body`
    return rows.map(({ id, ver, body }) => `ver ${ver} of ${id}: ${body}`)
  }

  #change(said: Said): void {
    const key = `${said.conversation_id} ${said.ver}`
    const before = this.#changes.get(key)
    if (before !== undefined && (before.id !== said.id || before.body !== said.body)) {
      this.faults.push(`ver ${said.ver} told of two changes`)
    }
    this.#changes.set(key, said)
  }

  #receive(receipts: Receipts): void {
    const key = `${receipts.conversation_id} ${receipts.user_id}`
    const before = this.#receipts.get(key)
    // Two events may overtake each other on their way.
    if (before !== undefined && receipts.receipts_ver <= before.receipts_ver) return
    const from = before?.last_read_seq ?? 0
    if (receipts.last_read_seq < from && !this.#mayGoBack.has(receipts.user_id)) {
      this.faults.push(`last_read_seq went from ${from} back to ${receipts.last_read_seq}`)
    }
    this.#receipts.set(key, receipts)
  }
}
