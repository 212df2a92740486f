const LOOK_MILLISECONDS = 500

/**
 * Resolves when it is time to stop: a signal, or the end of the npm that ran us. npm tells only the shell between, which
 * passes nothing on; without the second, `kill` of npm would leave everything running. Another signal ends the process at once.
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
    // Started by hand it may outlive its shell, as any server may.
    if (env.npm_lifecycle_event === undefined) return
    const parent = process.ppid
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      resolve()
    }, LOOK_MILLISECONDS)
    watch.unref()
  })
}
