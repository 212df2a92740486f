import { useEffect, useRef, type RefObject } from 'react'
import { useMessenger } from '../conversations/context.ts'
import { useText } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'

/** How near to the top of what is loaded the next page is asked for, so that it is there in time. */
const AHEAD_PX = 600

interface EarlierProps {
  conversationId: string
  busy: boolean
  box: RefObject<HTMLElement | null>
}

/** Loads older messages when the reader scrolls up to them, and by a button, for those who do not scroll. */
export function Earlier({ conversationId, busy, box }: EarlierProps) {
  const { timeline: text } = useText()
  const messenger = useMessenger()
  /** After a failure only the button tries again: scrolling would ask once per pixel. */
  const refused = useRef(false)

  useEffect(() => {
    const element = box.current
    if (!element) return
    let top = element.scrollTop
    function onScroll() {
      if (!element) return
      const upwards = element.scrollTop < top
      top = element.scrollTop
      if (!upwards || top > AHEAD_PX || busy || refused.current) return
      messenger.loadEarlier(conversationId).catch(() => {
        refused.current = true
      })
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [messenger, conversationId, busy, box])

  function load() {
    refused.current = false
    messenger.loadEarlier(conversationId).catch(() => {
      refused.current = true
    })
  }

  return (
    <div className="flex justify-center py-3">
      <Button look="quiet" busy={busy} className="text-sm text-muted" onClick={load}>
        {text.earlier}
      </Button>
    </div>
  )
}
