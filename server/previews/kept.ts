import type { Database, Sql } from '../database/client.ts'
import type { Preview } from './fetch-preview.ts'

/** The most pages that wait to be fetched. When there are more, new messages get no preview. */
const MAX_WAITING = 1_000

/**
 * Makes a message wait for the preview of an address. A page that was fetched lately is not fetched again, whoever
 * links to it. A message that shows this preview already, or whose writer wants no preview, does not change.
 * @param address null when the message no longer has a link
 */
export async function requestPreview(
  sql: Database,
  messageId: string,
  address: string | null,
): Promise<void> {
  await sql.begin(async (tx) => {
    if (address === null) {
      await tx`delete from private.message_previews where message_id = ${messageId} and preview_id is not null`
      return
    }
    const [known] = await tx`
      select from private.message_previews mp
      join public.messages m on m.id = mp.message_id
      left join private.link_previews p on p.id = mp.preview_id
      where mp.message_id = ${messageId}
        and (p.id is null or (p.address = ${address} and m.has_preview = mp.shown))`
    if (known !== undefined) return
    const previewId = await previewOf(tx, address)
    await tx`delete from private.message_previews where message_id = ${messageId} and preview_id is not null`
    if (previewId === null) return
    await tx`
      insert into private.message_previews (message_id, preview_id)
      select m.id, ${previewId} from public.messages m where m.id = ${messageId}
      on conflict (message_id) do nothing`
  })
}

/** The row of an address, made when there is none. Null when there is nothing to show, or when too many pages wait. */
async function previewOf(tx: Sql, address: string): Promise<string | null> {
  // Two messages with one address at the same moment share one row.
  await tx`select pg_advisory_xact_lock(hashtextextended(${`parley preview ${address}`}, 0))`
  const [row] = await tx<{ id: string; state: string }[]>`
    select id, state from private.link_previews
    where md5(address) = md5(${address}) and address = ${address}
      and created_at > now() - case state when 'nothing' then interval '1 hour' else interval '1 day' end
    order by created_at desc limit 1`
  if (row !== undefined) return row.state === 'nothing' ? null : row.id
  const [made] = await tx<{ id: string }[]>`
    insert into private.link_previews (address)
    select ${address} where (
      select count(*) from (select from private.link_previews where state = 'waiting' limit ${MAX_WAITING}) waiting
    ) < ${MAX_WAITING}
    returning id`
  return made?.id ?? null
}

/** The writer wants no preview of this message, now and after edits. */
export async function refusePreview(sql: Sql, messageId: string): Promise<void> {
  await sql`
    insert into private.message_previews (message_id) values (${messageId})
    on conflict (message_id) do update set preview_id = null, shown = false`
}

export interface ClaimedPreview {
  id: string
  address: string
}

/** The next page to fetch. A relay that was killed gives its page back after a minute. */
export async function claimPreview(sql: Sql): Promise<ClaimedPreview | null> {
  const [row] = await sql<ClaimedPreview[]>`
    update private.link_previews set claimed_at = now()
    where id = (
      select id from private.link_previews
      where state = 'waiting' and (claimed_at is null or claimed_at < now() - interval '1 minute')
      order by created_at limit 1
      for update skip locked
    )
    returning id, address`
  return row ?? null
}

export async function keepPreview(sql: Sql, id: string, preview: Preview | null): Promise<void> {
  await sql`
    update private.link_previews
    set state = ${preview === null ? 'nothing' : 'ready'}, title = ${preview?.title ?? null},
      site = ${preview?.site ?? null}, picture = ${preview?.picture ?? null}
    where id = ${id} and state = 'waiting'`
}

/**
 * Deletes previews that no message shows or waits for. A page that is not fetched after ten minutes is given up: it may
 * be the reason why the relay that fetches it dies.
 * @returns how many rows it deleted
 */
export async function collectPreviews(sql: Sql, batch: number): Promise<number> {
  await sql`
    update private.link_previews set state = 'nothing'
    where state = 'waiting' and created_at < now() - interval '10 minutes'`
  const { count } = await sql`
    delete from private.link_previews where id in (
      select p.id from private.link_previews p
      where p.created_at < now() - interval '1 hour'
        and not exists (select from private.message_previews mp where mp.preview_id = p.id and p.state <> 'nothing')
      limit ${batch}
      for update skip locked
    )`
  return count
}
