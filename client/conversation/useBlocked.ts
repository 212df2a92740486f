import { useMemo } from 'react'
import { useMessengerState } from '../messenger/context.ts'

const nobody: ReadonlySet<string> = new Set()

/**
 * The ids whose messages are hidden: the blocked people, in groups only. In a conversation of two they
 * cannot write.
 */
export function useBlocked(group: boolean): ReadonlySet<string> {
  const blocked = useMessengerState((state) => state.blocked)
  return useMemo(() => (group ? new Set(blocked.map(({ id }) => id)) : nobody), [group, blocked])
}

export function useIsBlocked(userId: string): boolean {
  return useMessengerState((state) => state.blocked.some((person) => person.id === userId))
}
