import { vi } from 'vitest'
import { PATIENCE_MILLISECONDS } from './patience-milliseconds.ts'

/**
 * Without this, `vi.waitFor`, `vi.waitUntil` and the waits of Testing Library give up after one second. A busy machine
 * needs longer to load a part of the page. The files of a worker share `vi`, so it is changed once.
 */
const patient = Symbol.for('patient')
if (!Object.hasOwn(vi, patient)) {
  const { waitFor, waitUntil } = vi
  type Options = Parameters<typeof waitFor>[1]
  const patiently = (options: Options) => ({
    timeout: PATIENCE_MILLISECONDS,
    ...(typeof options === 'number' ? { timeout: options } : options),
  })
  Object.assign(vi, {
    [patient]: true,
    waitFor: <T>(condition: () => T | Promise<T>, options?: Options) =>
      waitFor(condition, patiently(options)),
    waitUntil: <T>(condition: () => T | Promise<T>, options?: Options) =>
      waitUntil(condition, patiently(options)),
  })
}
if (typeof HTMLElement !== 'undefined') {
  const { configure } = await import('@testing-library/react')
  configure({ asyncUtilTimeout: PATIENCE_MILLISECONDS })
}
