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
 * Everything a relay ever told of messages and marks. A `ver` is one change of one message for ever: told of another, or of
 * one that is in no row in the end, somebody was told before the commit.
 */
export class Told {
  readonly faults: string[] = []
  readonly #changes = new Map<string, Said>()
  readonly #marks = new Map<string, Receipts>()
  /** Those whose mark may go back: they marked unread, or came in anew. */
  readonly #mayGoBack = new Set<string>()

  hear(event: string, push: unknown): void {
    if (event === 'message:read') return this.#mark(push as Receipts)
    const { messages } = push as { messages?: Message[] }
    for (const { conversation_id, id, ver, body } of messages ?? []) {
      this.#change({ conversation_id, id, ver, body })
    }
  }

  mayGoBack(userId: string): void {
    this.#mayGoBack.add(userId)
  }

  /** What was told and the database does not know, now that all is stored. */
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

  #mark(marks: Receipts): void {
    const key = `${marks.conversation_id} ${marks.user_id}`
    const before = this.#marks.get(key)
    // Two answers may overtake each other on their way out.
    if (before !== undefined && marks.receipts_ver <= before.receipts_ver) return
    const from = before?.last_read_seq ?? 0
    if (marks.last_read_seq < from && !this.#mayGoBack.has(marks.user_id)) {
      this.faults.push(`a read mark went from ${from} back to ${marks.last_read_seq}`)
    }
    this.#marks.set(key, marks)
  }
}
