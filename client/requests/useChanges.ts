import { useRef, useState } from 'react'
import { failureOf, type Failure } from './failure.ts'

type Change = () => Promise<unknown>

/**
 * Saves settings, one after another. Whoever changes their mind while an earlier choice is on its way means the last
 * one, such as a person who goes through radio buttons with the arrow keys. What they passed is not asked for.
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
