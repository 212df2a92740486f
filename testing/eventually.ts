const PATIENCE_MILLISECONDS = 10_000

/**
 * Looks until the condition holds. For what a test cannot be told of by an event; it fails with `what` when it waits in
 * vain.
 */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const limit = performance.now() + PATIENCE_MILLISECONDS
  while (!(await condition())) {
    if (performance.now() > limit) throw new Error(`waited in vain: ${what}`)
    await new Promise((look) => setTimeout(look, 5))
  }
}
