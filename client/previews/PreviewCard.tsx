import { Link2, X } from 'lucide-react'
import { useState } from 'react'
import type { LinkPreview, Message } from '../../wire/messages.ts'
import { basePath } from '../browser/place.ts'
import { usePreviewsCatalogue } from '../i18n/previews.ts'
import { useMessenger } from '../messenger/context.ts'
import { useAttempts } from '../requests/useAttempts.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { removePreview } from './requests.ts'

interface PreviewCardProps {
  message: Pick<Message, 'id'>
  preview: LinkPreview
  /** The writer may take the preview away. */
  mine: boolean
}

/** The card of a link. Its height never depends on what is in it, so nothing moves when the picture comes. */
export default function PreviewCard({ message, preview, mine }: PreviewCardProps) {
  const labels = usePreviewsCatalogue()
  const messenger = useMessenger()
  const attempt = useAttempts()
  const { address, title, site } = preview
  return (
    <div className="flex h-full items-stretch overflow-hidden rounded-card border border-current/20 bg-bg/60">
      <a
        href={address}
        title={address}
        target="_blank"
        rel="noopener noreferrer nofollow"
        tabIndex={-1}
        className="ring-inside flex min-w-0 flex-1 items-center gap-3 hover:bg-bg"
      >
        <Picture id={message.id} has={preview.has_picture} />
        <span className="min-w-0 flex-1 py-2 pe-2">
          <span className="line-clamp-2 text-sm font-medium [overflow-wrap:anywhere]">
            <bdi>{title}</bdi>
          </span>{' '}
          <span className="block truncate text-xs opacity-80">
            <bdi dir="ltr">{site}</bdi>
          </span>
        </span>
      </a>
      {mine && (
        <IconButton
          icon={X}
          label={labels.remove}
          tabIndex={-1}
          onClick={() => attempt(removePreview(messenger, message))}
          className="self-start"
        />
      )}
    </div>
  )
}

/** A square that keeps its place. Without a picture, it shows the sign of a link. */
function Picture({ id, has }: { id: string; has: boolean }) {
  const [isBroken, setIsBroken] = useState(false)
  const isShown = has && !isBroken
  return (
    <span className="grid size-20 shrink-0 place-items-center bg-current/5">
      {isShown ? (
        <img
          src={`${basePath}/api/messages/${id}/preview`}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setIsBroken(true)}
          className="size-20 object-cover"
        />
      ) : (
        <Link2 aria-hidden className="size-6 opacity-60" />
      )}
    </span>
  )
}
