import { bodyOf, contentOf } from '../../wire/content.ts'
import { linksOf } from '../../wire/previews/links.ts'
import type { MentionedPerson } from '../../wire/requests/messages.ts'
import type { Message } from '../../wire/messages.ts'
import { showsNothing } from '../../wire/text/characters.ts'
import { mayEditMessage } from '../../wire/permissions.ts'
import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import {
  changeMessage,
  refuseWhenBlocked,
  refuseWhenGone,
  refuseWhereNobodyWrites,
  storeChange,
  type MessageChange,
} from './change-message.ts'
import { refuseByModeration } from './moderation-refusal.ts'
import { judgedText } from './store/judged-text.ts'
import { mentionsAsked, setMentions } from './store/mentions.ts'

/** Changes the body of one's own message. An equal body changes nothing. */
export function editMessage(
  sql: Database,
  userId: string,
  messageId: string,
  body: string,
  mentions: readonly MentionedPerson[] = [],
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx, locked) => {
    const { message } = locked
    if (!mayEditMessage(message, { userId })) {
      throw new Refusal('forbidden', 'Only what you wrote yourself can be edited.')
    }
    refuseWhenGone(locked)
    refuseWhenBlocked(locked)
    refuseWhereNobodyWrites(locked)
    refuseWithoutText(message, body)
    if (bodyOf(contentOf(message)) === body) return []
    await refuseByModeration(tx, userId, judgedText(body))
    const edited = await storeChange(
      tx,
      userId,
      messageId,
      tx`, body = ${body}, edited_at = date_trunc('milliseconds', clock_timestamp()),
        has_preview = has_preview and ${showsPreviewOf(tx, linksOf(body)[0] ?? '')},
        ${setMentions(tx, mentionsAsked(body, [...namedBefore(message), ...mentions]), message.conversation_id)}`,
    )
    return [edited]
  })
}

/** Whether the message `m` shows the preview of this address. A preview goes when its link does. */
const showsPreviewOf = (sql: Sql, address: string) => sql`exists (
  select from private.message_previews mp join private.link_previews p on p.id = mp.preview_id
  where mp.message_id = m.id and mp.shown and p.address = ${address}
)`

/** Names that stay in the text keep naming the same people. */
const namedBefore = ({ mentions, mention_names = [] }: Message): MentionedPerson[] =>
  mention_names.flatMap((name, place) => {
    const user_id = mentions[place]
    return user_id === undefined ? [] : [{ name, user_id }]
  })

/** Only files stand without a text. A voice message has none. */
function refuseWithoutText(message: Message, body: string): void {
  const { kind } = contentOf(message)
  if (kind === 'voice') throw new Refusal('forbidden', 'A voice message has no text.')
  if (kind !== 'files' && showsNothing(body))
    throw new Refusal('invalid_request', 'body: The message is empty.')
}
