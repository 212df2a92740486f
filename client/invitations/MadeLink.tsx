import { Share2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useInvitationsCatalogue } from '../i18n/invitations.ts'
import { Button } from '../ui/Button.tsx'
import { CopyLink } from './CopyLink.tsx'
import { Field } from '../ui/Field.tsx'

/** A link that was made just now. The relay keeps only its hash, so nothing can show it later. */
export function MadeLink({ address }: { address: string }) {
  const labels = useInvitationsCatalogue()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button that made the link is gone, and the focus with it.
    const field = box.current?.querySelector('input')
    field?.focus()
    field?.select()
  }, [])

  // Firefox on a computer has no sheet for sharing.
  const { share: openSheet } = navigator as { share?: (sheet: ShareData) => Promise<void> }
  async function share() {
    // The person closed the sheet of the system, or it does not open here. The link is still shown.
    await openSheet
      ?.call(navigator, { title: labels.shareTitle, url: address })
      .catch(() => undefined)
  }

  return (
    <div ref={box}>
      <Field label={labels.link} help={labels.onlyNow} readOnly value={address} dir="ltr" />
      <div className="mt-3 flex flex-wrap gap-2">
        <CopyLink address={address} labels={labels} look="primary" />
        {openSheet && (
          <Button onClick={() => void share()}>
            <Share2 aria-hidden className="size-4" /> {labels.share}
          </Button>
        )}
      </div>
    </div>
  )
}
