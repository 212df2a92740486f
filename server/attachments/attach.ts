import { isOfDarkRoom } from '../../wire/ids.ts'
import { MAX_VOICE_MS } from '../../wire/limits.ts'
import type { Database, Sql } from '../database/client.ts'
import { readRow } from '../database/rows.ts'
import { moderationRefusal, refuseByModeration } from '../messages/moderation-refusal.ts'
import { newMessageJson } from '../messages/store/message-json.ts'
import { messageRow } from '../messages/store/message-row.ts'
import { isReviewOf } from '../messages/store/review-of.ts'
import type { WriteResult } from '../messages/store/message-writer.ts'
import type { MessageWithFiles } from '../messages/store/new-message.ts'
import { lockConversation, writeMessages } from '../messages/store/write-messages.ts'
import { Refusal } from '../refusal.ts'
import { keepForReview } from './keep-for-review.ts'

/** A message that waits longer for the lock of its conversation gives its connection back. */
const LOCK_TIMEOUT = '2s'

/**
 * Stores one message and gives it its files, in one transaction. A retry finds the first message, which has them.
 * @throws Refusal `upload_not_ready` when a file is not the owner's, not checked yet, or of another message. `filtered`
 * when a filter meets the name of a file
 */
export function writeMessageWithFiles(
  sql: Database,
  message: MessageWithFiles,
): Promise<WriteResult> {
  refuseMixedVoice(message)
  return sql.begin(async (tx) => {
    await tx`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`
    await lockConversation(tx, message.conversation_id)
    const [outcome] = await writeMessages(tx, [message])
    if (outcome === undefined || outcome.kind === 'busy') {
      throw new Refusal('unavailable', 'The conversation is busy. Try again shortly.')
    }
    if (outcome.kind === 'in_review' && !(await keepForReview(tx, message))) throw notReady()
    if (outcome.kind !== 'stored') return outcome
    const { id } = outcome.message
    const named = await attach(tx, id, message)
    await judgeNames(tx, message, named)
    const row = await readRow(
      messageRow,
      tx`select ${newMessageJson(tx, 'm')} as message from public.messages m where m.id = ${id}`,
    )
    return { ...outcome, message: row!.message }
  })
}

const notReady = () =>
  new Refusal('upload_not_ready', 'A file is not ready, or belongs to another message.')

/** A voice message is one recording and nothing else. */
function refuseMixedVoice({ body, files: { items } }: MessageWithFiles): void {
  const hasVoice = items.some(({ voice }) => voice !== undefined)
  if (!hasVoice || (items.length === 1 && body === '')) return
  throw new Refusal('invalid_request', 'files: a voice message has one file and no text.')
}

async function attach(
  tx: Sql,
  messageId: string,
  { conversation_id, files: { ownerId, items } }: MessageWithFiles,
): Promise<Named[]> {
  const column = <T>(valueOf: (item: (typeof items)[number]) => T) => items.map(valueOf)
  const named = await tx<Named[]>`
    update private.uploads u
    set message_id = ${messageId}, owner_id = null, position = given.n, alt = given.alt,
      name = ${isOfDarkRoom(conversation_id) ? tx`private.neutral_file_name(u)` : tx`u.name`},
      kind = case when given.waveform is null then u.kind else 'voice' end,
      -- Recordings of sound look like videos from outside.
      mime = case when given.waveform is null then u.mime else replace(u.mime, 'video/', 'audio/') end,
      duration_ms = given.duration_ms, waveform = given.waveform
    from unnest(
      ${column(({ id }) => id)}::uuid[], ${column(({ alt }) => alt ?? '')}::text[],
      ${column(({ voice }) => (voice === undefined ? null : Math.min(voice.duration_ms, MAX_VOICE_MS)))}::int[],
      ${column(({ voice }) => voice?.waveform ?? null)}::text[]
    ) with ordinality given (id, alt, duration_ms, waveform, n)
    where u.id = given.id and u.owner_id = ${ownerId} and u.state = 'ready'
      and (given.waveform is null or u.mime in ('video/webm', 'video/mp4', 'audio/mp4', 'audio/ogg', 'audio/webm'))
    returning u.name, u.alt`
  if (named.length !== items.length) throw notReady()
  await tx`update public.messages set file_count = ${named.length} where id = ${messageId}`
  return named
}

interface Named {
  name: string
  alt: string
}

/**
 * The name of a file and the description of a picture are texts that others read. A filter that holds texts for a
 * moderator refuses them, as it refuses an edit: the sender can change them. What a moderator released is not judged
 * again, while the files are those that the moderator saw: the sender could put others in their place.
 *
 * A name is no link, and `photo.zip` is no page of the domain `zip`, so only words are looked for in it.
 * @throws Refusal `filtered`
 */
async function judgeNames(
  tx: Sql,
  message: MessageWithFiles,
  named: readonly Named[],
): Promise<void> {
  const files = JSON.stringify(message.files.items)
  const [released] = await tx`
    select from public.reports
    where ${isReviewOf(tx, message)} and draft -> 'files' = ${files}::text::jsonb and exists (
      select from private.moderation_actions a where a.report_id = reports.id and a.action = 'release'
    )`
  if (released !== undefined) return
  const names = named.map(({ name }) => name).join('\n')
  const [met] = await tx`
    select from private.installation i
    where i.judges_authors and exists (select from private.filters_met(${names}) f where f.kind = 'word')`
  if (met !== undefined) throw moderationRefusal('filtered')
  await refuseByModeration(tx, message.sender_id, named.map(({ alt }) => alt).join('\n'))
}
