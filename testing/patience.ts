import { vi } from 'vitest'
import { PATIENCE_MILLISECONDS } from './patience-milliseconds.ts'

/**
 * Without this, `vi.waitFor`, `vi.waitUntil` and the waits of Testing Library give up after one second. A busy machine
 * needs longer to load a part of the page. The files of a worker share `vi`, so it is changed once.
 */
const patient = Symbol.for('patient')
if (!Object.hasOwn(vi, patient)) {
  const { waitFor, waitUntil } = vi
  const patiently = (options: Parameters<typeof vi.waitFor>[1]) => ({
    timeout: PATIENCE_MILLISECONDS,
    ...(typeof options === 'number' ? { timeout: options } : options),
  })
  Object.assign(vi, {
    [patient]: true,
    waitFor: ((condition, options) => waitFor(condition, patiently(options))) as typeof waitFor,
    waitUntil: ((condition, options) =>
      waitUntil(condition, patiently(options))) as typeof waitUntil,
  })
}
if (typeof HTMLElement !== 'undefined') {
  const { configure } = await import('@testing-library/react')
  configure({ asyncUtilTimeout: PATIENCE_MILLISECONDS })
}
