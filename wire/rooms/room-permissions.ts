import type { Actor } from '../permissions.ts'
import type { RoomSettings } from './room-settings.ts'

// The page loads these rules with the screens of rooms, so they stand in a file of their own.

/** Nobody writes in a closed room. In a locked room only the owner and admins do. */
export const mayWriteInRoom = (
  { role }: Pick<Actor, 'role'>,
  { locked, closed }: Pick<RoomSettings, 'locked' | 'closed'>,
): boolean => !closed && (!locked || role !== 'member')

/** The seconds that a participant waits between two messages. The owner and admins do not wait. */
export const slowModeOf = (
  { role }: Pick<Actor, 'role'>,
  { slow_mode_seconds }: Pick<RoomSettings, 'slow_mode_seconds'>,
): number => (role === 'member' ? slow_mode_seconds : 0)
