import { useState } from 'react'
import { refusalOf, type Refusal } from './failure.ts'

/** One thing at a time that is asked of the server, and why it was refused. */
export function useAction() {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  /** True when it was done. */
  async function run(action: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false
    setBusy(true)
    setRefusal(null)
    try {
      await action()
      return true
    } catch (failure) {
      setRefusal(refusalOf(failure))
      return false
    } finally {
      setBusy(false)
    }
  }

  return { busy, refusal, run, forget: () => setRefusal(null) }
}
