import { whenNpmEnds } from './npm-parent.ts'

/**
 * Resolves on a stop signal, or when the npm that started this process ends. A second signal ends the process at once.
 */
export function stopSignal(env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve) => {
    let heard = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (heard) process.exit(1)
        heard = true
        resolve()
      })
    }
    whenNpmEnds(env, resolve)
  })
}
