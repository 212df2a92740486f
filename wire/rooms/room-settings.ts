import { z } from 'zod'
import { isStorable } from '../primitives.ts'

export const roomTopic = z.string().trim().max(300).refine(isStorable)

/** What a new member may read: all messages, or those from joining on. */
export const roomHistory = z.enum(['all', 'joined'])

/** The longest time between two messages of one member: six hours. */
export const MAX_SLOW_MODE_SECONDS = 6 * 60 * 60

export const roomSettings = z.object({
  topic: z.string(),
  history: roomHistory,
  /** The seconds that a member waits between two messages. 0 means that nobody waits. */
  slow_mode_seconds: z.int().min(0),
  /** Only the owner and admins write. */
  locked: z.boolean(),
  /** Nobody writes, and nobody can join. */
  closed: z.boolean(),
})
export type RoomSettings = z.infer<typeof roomSettings>
