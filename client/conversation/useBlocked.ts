import { useMemo } from 'react'
import { useMessengerState } from '../messenger/context.ts'

const nobody: ReadonlySet<string> = new Set()

/**
 * The ids of the people whose messages are hidden. In a group these are the blocked people. In a pair nobody is hidden,
 * because a blocked person cannot write there.
 */
export function useBlocked(group: boolean): ReadonlySet<string> {
  const blocked = useMessengerState((state) => state.blocked)
  return useMemo(() => (group ? new Set(blocked.map(({ id }) => id)) : nobody), [group, blocked])
}

export function useIsBlocked(userId: string): boolean {
  return useMessengerState((state) => state.blocked.some((person) => person.id === userId))
}
