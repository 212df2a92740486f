import { restoreWarnings } from './warnings.ts'
import { App, getAuthSchemaSql, splitSqlStatements } from '@supabase/lite'
import { createPostgresConnection } from '@supabase/lite/postgres'

restoreWarnings()

/** What we use of Supabase's small server. Everything imports it from here, for the sake of `restoreWarnings`. */
export { App, createPostgresConnection, getAuthSchemaSql, splitSqlStatements }
