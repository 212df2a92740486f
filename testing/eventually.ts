const PATIENCE_MILLISECONDS = 10_000

/**
 * Looks until the condition holds. For what a test cannot be told of by an event; it fails with `what` when it waits in
 * vain.
 */
export async function eventually(
  what: string | (() => string),
  condition: () => boolean | Promise<boolean>,
  patience = PATIENCE_MILLISECONDS,
): Promise<void> {
  const limit = performance.now() + patience
  while (!(await condition())) {
    if (performance.now() > limit) {
      throw new Error(`waited in vain: ${typeof what === 'string' ? what : what()}`)
    }
    await new Promise((look) => setTimeout(look, 5))
  }
}
