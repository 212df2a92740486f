import { z } from 'zod'

/**
 * The answer of `GET /api/database`: the newest applied migration, and the newest that this version of Parley needs.
 * The applied one is null when no migration names itself. They reveal no more than `version` of `GET /api/config` does.
 */
export const databaseState = z.object({
  migration: z.string().nullable(),
  needed: z.string(),
  is_current: z.boolean(),
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
