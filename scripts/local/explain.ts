import { Refusal } from '../../supabase/local/refusal.ts'

/** Ends with one line for a problem that the user can fix, and with all details for any other error. */
export function explain(error: unknown): never {
  const known = error instanceof Refusal || (error instanceof Error && error.name === 'ConfigError')
  console.error(known ? error.message : error)
  process.exit(1)
}
