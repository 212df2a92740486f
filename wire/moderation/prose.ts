import { z } from 'zod'
import { isStorable } from '../primitives.ts'

/** The most characters that a reporter, a moderator or an appeal may write. */
export const MAX_NOTE_LENGTH = 1000
export const MAX_REASON_LENGTH = 500

/** What a person wrote for moderators, or a moderator for a person. */
export const prose = (most: number) => z.string().trim().max(most).refine(isStorable)
