import { z } from 'zod'

/**
 * Answer of `GET /api/database`: the newest migration that was applied (null: none that says so), and the newest that
 * this version of Parley needs. They tell no more than `version` of `GET /api/config` does. `missing_attachments`
 * names what Parley has outside its own tables and is not there any more: moving a project loses its triggers.
 * `reindexed` is the share of the messages that the search has indexed anew after an upgrade, and null when all are.
 */
export const databaseState = z.object({
  migration: z.string().nullable(),
  needed: z.string(),
  is_current: z.boolean(),
  missing_attachments: z.array(z.string()),
  reindexed: z.number().min(0).max(1).nullable(),
})
export type DatabaseState = z.infer<typeof databaseState>

/**
 * The answer of `GET /api/installation`: the problems that the operator of this Parley has to fix, as sentences. It
 * holds no token, secret or address of the database.
 */
export const installationState = z.object({
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
})
export type InstallationState = z.infer<typeof installationState>
export type InstallationProblem = InstallationState['problems'][number]
