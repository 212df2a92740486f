import type { Message } from '../../wire/messages.ts'
import type { Database, Sql } from '../database/client.ts'
import { storeChange } from '../messages/change-message.ts'
import { hasBody } from '../messages/store/has-body.ts'
import { lockConversation } from '../messages/store/write-messages.ts'

const LOCK_TIMEOUT = '2s'
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Messages that wait for a preview whose page was fetched, with or without a result. In the order of their ids. */
export async function messagesThatWait(sql: Sql, after: string | null): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select mp.message_id as id from private.message_previews mp
    join private.link_previews p on p.id = mp.preview_id
    where not mp.shown and p.state <> 'waiting' and mp.message_id > ${after ?? NOBODY}
    order by mp.message_id limit 100`
  return rows.map(({ id }) => id)
}

/**
 * Gives a message the preview that it waits for. That is a change of the message like an edit, so that sync brings it.
 * Null when the message has nothing to show any more.
 */
export function showPreview(sql: Database, messageId: string): Promise<Message | null> {
  return sql.begin(async (tx) => {
    const [message] = await tx<{ conversation_id: string; sender_id: string | null }[]>`
      select conversation_id, sender_id from public.messages where id = ${messageId}`
    if (message === undefined) return null
    await tx`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`
    await lockConversation(tx, message.conversation_id)
    const { count } = await tx`
      update private.message_previews mp set shown = true
      from private.link_previews p, public.messages m
      where mp.message_id = ${messageId} and not mp.shown and p.id = mp.preview_id and p.state = 'ready'
        and m.id = mp.message_id and ${hasBody(tx, 'm')}`
    if (count === 1) {
      return storeChange(tx, message.sender_id ?? NOBODY, messageId, tx`, has_preview = true`)
    }
    await tx`
      delete from private.message_previews mp using private.link_previews p
      where mp.message_id = ${messageId} and not mp.shown and p.id = mp.preview_id and p.state <> 'waiting'`
    return null
  })
}
