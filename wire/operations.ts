import { z } from 'zod'

/**
 * Answer of `GET /api/database`: the newest migration that was applied (null: none that says so), and the newest that
 * this version of Parley needs. They tell no more than `version` of `GET /api/config` does.
 */
export const databaseState = z.object({
  migration: z.string().nullable(),
  needed: z.string(),
  is_current: z.boolean(),
})
export type DatabaseState = z.infer<typeof databaseState>
