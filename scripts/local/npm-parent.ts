const LOOK_MILLISECONDS = 500

/**
 * Calls back when the process above this one has ended, where npm started both. npm passes a signal only to the shell
 * between, and the shell passes nothing on. Without this, `kill` of npm would leave everything running.
 */
export function whenNpmEnds(env: NodeJS.ProcessEnv, ended: () => void): void {
  // A process started by hand may outlive its shell, as any server may.
  if (env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    ended()
  }, LOOK_MILLISECONDS)
  watch.unref()
}
