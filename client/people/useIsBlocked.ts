import { useMessengerState } from '../conversations/context.ts'

export function useIsBlocked(userId: string): boolean {
  return useMessengerState((state) => state.blocked.some((person) => person.id === userId))
}
