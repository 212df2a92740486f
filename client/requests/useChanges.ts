import { useRef, useState } from 'react'
import { failureOf, type Failure } from './failure.ts'

type Change = () => Promise<unknown>

/**
 * Saves settings, one after another. A person may change a setting again while an earlier choice is on its way, for
 * example by going through radio buttons with the arrow keys. Then only the last choice is saved next, and the choices
 * between are never sent.
 */
export function useChanges() {
  const [failure, setFailure] = useState<Failure | null>(null)
  const waiting = useRef(new Map<string, Change>())
  const working = useRef<Promise<void> | null>(null)

  async function work(): Promise<void> {
    // A setting that is changed meanwhile comes to the end of the map, and gets its turn.
    for (const [setting, change] of waiting.current) {
      waiting.current.delete(setting)
      try {
        await change()
      } catch (failure) {
        // A choice that was replaced meanwhile is nobody's wish any more.
        if (!waiting.current.has(setting)) setFailure(failureOf(failure))
      }
    }
    working.current = null
  }

  /** Resolves when nothing is left to save. */
  function save(setting: string, change: Change): Promise<void> {
    setFailure(null)
    waiting.current.set(setting, change)
    return (working.current ??= work())
  }

  return { failure, save }
}
