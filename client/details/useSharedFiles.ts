import { useCallback, useEffect, useRef, useState } from 'react'
import type { FilesQuery } from '../../wire/files.ts'
import type { FileList } from '../../wire/requests/messages.ts'
import type { Message } from '../../wire/messages.ts'
import type { Person } from '../../wire/people.ts'
import { useMessenger } from '../messenger/context.ts'

interface Shared {
  items: readonly Message[]
  people: Readonly<Record<string, Person>>
  next: string | null
}

const nothing: Shared = { items: [], people: {}, next: null }

/**
 * The messages of a conversation with files of a kind, or with links, the newest first. `shared` is null while the first
 * page is on its way. The first page is asked for again when a message with files comes in, or when a shown one changes.
 */
export function useSharedFiles(conversationId: string, kind: FilesQuery['kind']) {
  const messenger = useMessenger()
  const [shared, setShared] = useState<Shared | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  /** The number of the newest request. An older answer is dropped. */
  const newest = useRef(0)
  const drop = useCallback(() => void newest.current++, [])

  const ask = useCallback(
    (cursor?: string) =>
      messenger.rooms.ask<FileList>(
        'GET',
        `/api/conversations/${conversationId}/files?${new URLSearchParams({ kind, ...(cursor && { cursor }) })}`,
      ),
    [messenger, conversationId, kind],
  )
  const load = useCallback(() => {
    const turn = ++newest.current
    function take(page: FileList | null) {
      if (turn !== newest.current) return
      setHasFailed(page === null)
      if (page) setShared(withPage(nothing, page))
    }
    ask().then(take, () => take(null))
  }, [ask])

  const ids = useRef(new Set<string>())
  useEffect(() => {
    ids.current = new Set(shared?.items.map(({ id }) => id))
  }, [shared])
  useEffect(() => {
    load()
    const isMeant = ({ id, conversation_id, files, body }: Message) =>
      conversation_id === conversationId &&
      (ids.current.has(id) || (kind === 'links' ? body.includes('://') : files !== undefined))
    const end = messenger.messages.follow((incoming) => {
      if (incoming?.some(isMeant) ?? true) load()
    })
    return () => {
      end()
      drop()
    }
  }, [load, drop, messenger, conversationId, kind])

  async function more(): Promise<void> {
    if (!shared?.next) return
    const turn = ++newest.current
    const page = await ask(shared.next)
    if (turn === newest.current) setShared(withPage(shared, page))
  }
  return { shared, hasFailed, load, more }
}

const withPage = (known: Shared, { items, people, next_cursor: next }: FileList): Shared => ({
  items: [...known.items, ...items],
  people: { ...known.people, ...Object.fromEntries(people.map((one) => [one.id, one])) },
  next,
})
