import { useEffect } from 'react'
import { catchLostFocus } from '../browser/lost-focus.ts'
import { beginAgain } from '../composer/begun-again.ts'
import { useMessenger } from '../messenger/context.ts'
import Notices from '../reports/Notices.tsx'
import { useUnwanted } from '../notifications/useUnwanted.ts'
import StrayMessages from './StrayMessages.tsx'

/** What may lie over the page, and need not be there at its start. */
export default function AfterStart() {
  useEffect(catchLostFocus, [])
  const messenger = useMessenger()
  useUnwanted()
  useEffect(() => {
    let end: (() => void) | undefined
    let isOver = false
    // React runs an effect twice in development, and what was begun is taken once.
    queueMicrotask(() => {
      if (!isOver) end = beginAgain(messenger)
    })
    return () => {
      isOver = true
      end?.()
    }
  }, [messenger])
  return (
    <>
      <Notices />
      <StrayMessages />
    </>
  )
}
