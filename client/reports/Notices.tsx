import { useEffect } from 'react'
import { useMessenger } from '../messenger/context.ts'
import { NoticeDialog } from './NoticeDialog.tsx'
import { useNotices } from './useNotices.ts'

/**
 * Shows each notice until the person confirms it, the oldest first. A dialog that is closed without a confirmation comes
 * back with the next visit of the page.
 */
export default function Notices() {
  const { moderation } = useMessenger()
  const notice = useNotices().find(({ read_at }) => read_at === null)

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') moderation.load().catch(() => undefined)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [moderation])

  // Closing without the button changes nothing: a warning has to be read.
  return notice ? <NoticeDialog key={notice.id} notice={notice} onClose={() => undefined} /> : null
}
