import type { Database, Sql } from '../database/client.ts'
import { notFound } from '../refusal.ts'

/** Whose picture it is. */
export type Subject = { profile_id: string } | { conversation_id: string }

export type FoundPicture =
  | { kind: 'stored'; version: string; bytes: Buffer }
  /** An address of another site, from before pictures were uploaded. It is fetched once. */
  | { kind: 'address'; address: string; subject: Subject }

interface Row {
  avatar_url: string | null
  is_person: boolean
  version: string | null
  bytes: Buffer | null
}

/**
 * The picture of a person, or of a conversation that the asker is in. Everybody who is signed in may see the picture of a
 * person whose id they know. Nobody can name an address, so the relay fetches only those that people once gave.
 */
export async function pictureOf(sql: Sql, userId: string, id: string): Promise<FoundPicture> {
  const [row] = await sql<Row[]>`
    select p.avatar_url, true as is_person, picture.version, picture.bytes
    from public.profiles p left join private.pictures picture on picture.profile_id = p.id
    where p.id = ${id}
    union all
    select c.avatar_url, false, picture.version, picture.bytes from public.conversations c
    join public.conversation_participants me on me.conversation_id = c.id
    left join private.pictures picture on picture.conversation_id = c.id
    where c.id = ${id} and me.user_id = ${userId} and me.left_at is null`
  if (row?.version != null && row.bytes !== null) {
    return { kind: 'stored', version: row.version, bytes: row.bytes }
  }
  const address = row?.avatar_url ?? null
  if (row === undefined || address?.startsWith('https://') !== true) throw notFound('picture')
  const subject = row.is_person ? { profile_id: id } : { conversation_id: id }
  return { kind: 'address', address, subject }
}

/** Makes these bytes the picture, or takes the picture away. */
export async function storePicture(
  sql: Sql,
  subject: Subject,
  bytes: Buffer | null,
): Promise<void> {
  const url = bytes === null ? null : `picture:${await putBytes(sql, subject, bytes)}`
  if ('profile_id' in subject) {
    if (bytes === null) {
      await sql`delete from private.pictures where profile_id = ${subject.profile_id}`
    }
    await sql`update public.profiles set avatar_url = ${url} where id = ${subject.profile_id}`
    return
  }
  if (bytes === null) {
    await sql`delete from private.pictures where conversation_id = ${subject.conversation_id}`
  }
  await sql`update public.conversations set avatar_url = ${url} where id = ${subject.conversation_id}`
}

/** A new version each time, so that every browser asks for the new bytes. */
async function putBytes(sql: Sql, subject: Subject, bytes: Buffer): Promise<string> {
  const column = sql('profile_id' in subject ? 'profile_id' : 'conversation_id')
  const id = 'profile_id' in subject ? subject.profile_id : subject.conversation_id
  const [row] = await sql<{ version: string }[]>`
    insert into private.pictures as p (${column}, bytes) values (${id}, ${bytes})
    on conflict (${column}) do update
      set version = gen_random_uuid(), bytes = excluded.bytes, created_at = now()
    returning p.version`
  return row!.version
}

/** Keeps what was fetched, unless the picture was changed in the meantime. Nobody asks the other site again. */
export async function keepFetched(
  sql: Database,
  { address, subject }: Extract<FoundPicture, { kind: 'address' }>,
  bytes: Buffer,
): Promise<void> {
  await sql.begin(async (tx) => {
    const rows =
      'profile_id' in subject
        ? await tx`
            select from public.profiles
            where id = ${subject.profile_id} and avatar_url = ${address} for update`
        : await tx`
            select from public.conversations
            where id = ${subject.conversation_id} and avatar_url = ${address} for update`
    if (rows.length > 0) await storePicture(tx, subject, bytes)
  })
}
