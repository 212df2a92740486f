import { useEffect, useRef } from 'react'
import { paths, type Route } from '../navigation/routes.ts'

/**
 * Moves the focus into the list when the open conversation was closed and its back button is gone. The
 * focus goes to the row of that conversation, if it is still there.
 */
export function useReturnToList(route: Route): void {
  const before = useRef(route)
  useEffect(() => {
    const left = before.current
    before.current = route
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (route.kind !== 'home' || left.kind === 'home' || !isLost) return
    const list = document.querySelector('.shell-list')
    const row = left.kind === 'conversation' && `a[href="${paths.conversation(left.id)}"]`
    const target =
      (row && list?.querySelector(row)) ||
      (list?.querySelector('a[href]') ?? list?.querySelector('button'))
    if (target instanceof HTMLElement) target.focus()
  }, [route])
}
