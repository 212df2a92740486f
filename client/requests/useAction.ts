import { useState } from 'react'
import { failureOf, type Failure } from './failure.ts'

/** One thing at a time that is asked of the server, and why it was refused. */
export function useAction() {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  /** True when it was done. */
  async function run(action: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false
    setBusy(true)
    setFailure(null)
    try {
      await action()
      return true
    } catch (failure) {
      setFailure(failureOf(failure))
      return false
    } finally {
      setBusy(false)
    }
  }

  return { busy, failure, run, forget: () => setFailure(null) }
}
