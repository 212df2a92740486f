import { startTransition, useOptimistic } from 'react'

/**
 * The choice that a control shows, and the function that makes another one. The control shows the new choice at once, and
 * the old one again when `onChange` has ended without it.
 */
export function useChoice<T>(
  value: T,
  onChange: (value: T) => unknown,
): readonly [T, (next: T) => void] {
  const [shown, show] = useOptimistic(value)
  return [
    shown,
    (next) => {
      // Outside of the transition, so that a button that is pressed next knows this choice.
      const done = onChange(next)
      startTransition(async () => {
        show(() => next)
        await done
      })
    },
  ]
}
