import { useMessengerState } from '../messenger/context.ts'

export function useIsBlocked(userId: string): boolean {
  return useMessengerState((state) => state.blocked.some((person) => person.id === userId))
}
