import { useMemo } from 'react'
import type { Person } from '../../wire/people.ts'
import { useMessengerState } from '../messenger/context.ts'
import { counterpart } from '../conversation/names.ts'

const MOST = 6

/** Whom one talks with, the latest first: the likeliest to be wanted before a letter is typed. */
export function useFamiliarPeople(): readonly Person[] {
  const items = useMessengerState((state) => state.conversations.items)
  const me = useMessengerState((state) => state.me.id)
  return useMemo(
    () =>
      items
        .filter((item) => !item.me.blocked)
        .flatMap((item) => counterpart(item, me) ?? [])
        .slice(0, MOST)
        .map(({ user_id: id, username, display_name, avatar_url }) => ({
          id,
          username,
          display_name,
          avatar_url,
        })),
    [items, me],
  )
}
