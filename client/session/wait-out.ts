const FIRST_WAIT_MS = 5000
const LONGEST_WAIT_MS = 5 * 60_000

/**
 * Tries again while Supabase gives no answer about this person. Each wait is longer than the one before, and partly
 * random: a whole office may wait for the same limit.
 */
export async function waitOut(isAway: () => boolean, again: () => Promise<unknown>): Promise<void> {
  for (let wait = FIRST_WAIT_MS; isAway(); wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const delay = wait * (0.5 + Math.random() / 2)
    await new Promise((resolve) => setTimeout(resolve, delay))
    if (isAway()) await again()
  }
}
