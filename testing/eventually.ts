import { PATIENCE_MILLISECONDS } from './patience-milliseconds.ts'

/**
 * Checks until the condition is true, for conditions without an event. It fails with `what` after `patience`
 * milliseconds. A condition that costs something of a limit is asked with a longer `pause` between two looks.
 */
export async function eventually(
  what: string | (() => string),
  condition: () => boolean | Promise<boolean>,
  patience = PATIENCE_MILLISECONDS,
  pause = 5,
): Promise<void> {
  const limit = performance.now() + patience
  while (!(await condition())) {
    if (performance.now() > limit) {
      throw new Error(`waited in vain: ${typeof what === 'string' ? what : what()}`)
    }
    await new Promise((look) => setTimeout(look, pause))
  }
}
