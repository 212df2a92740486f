import { useEffect, useRef } from 'react'
import { paths, type Route } from '../navigation/routes.ts'

/**
 * Who comes back from what was open, by a button that is gone now, goes on in the list: at the row they had come from,
 * if it is still there.
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
