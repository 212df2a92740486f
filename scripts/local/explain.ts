import { Refusal } from '../../supabase/local/refusal.ts'

/** Ends with one line for what a person can put right, and with everything known otherwise. */
export function explain(error: unknown): never {
  const known = error instanceof Refusal || (error instanceof Error && error.name === 'ConfigError')
  console.error(known ? error.message : error)
  process.exit(1)
}
