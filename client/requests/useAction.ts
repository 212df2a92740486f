import { useState } from 'react'
import { failureOf, type Failure } from './failure.ts'

/** Runs one request at a time, and keeps the reason of its failure. */
export function useAction() {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  /** Resolves to true when the action succeeded. */
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
