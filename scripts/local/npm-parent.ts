const LOOK_MILLISECONDS = 500

/**
 * Calls back when npm, which started this process, has ended. npm passes a signal only to the shell in between, and the
 * shell does not pass it on. Without this, `kill` of npm would leave everything running.
 */
export function whenNpmEnds(env: NodeJS.ProcessEnv, ended: () => void): void {
  // A process that was started by hand may outlive its shell, as every server may.
  if (env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    ended()
  }, LOOK_MILLISECONDS)
  watch.unref()
}
