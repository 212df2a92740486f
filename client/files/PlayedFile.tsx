import type { MessageFile } from '../../wire/files.ts'
import { useFilesCatalogue } from '../i18n/files.ts'
import { Button } from '../ui/Button.tsx'
import { originalOf } from './addresses.ts'
import { FileCard } from './FileCard.tsx'
import { useLoading } from './useLoading.ts'

/** A video or a recording that plays in its place. What this browser cannot play downloads. */
export function PlayedFile({ file }: { file: MessageFile }) {
  const labels = useFilesCatalogue()
  const { isBroken, fail, retry } = useLoading()
  const media = {
    controls: true,
    preload: 'metadata',
    src: originalOf(file.id),
    'aria-label': file.alt || file.name,
    onError: fail,
  } as const
  if (isBroken) {
    return (
      <div className="min-w-0">
        <p className="text-sm">
          {labels.broken}{' '}
          <Button look="link" tabIndex={-1} className="min-h-8 text-sm" onClick={retry}>
            {labels.retry}
          </Button>
        </p>
        <FileCard {...file} />
      </div>
    )
  }
  return file.kind === 'video' ? (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- the sender has no captions for it
    <video
      {...media}
      playsInline
      className="aspect-video w-80 max-w-full rounded-control bg-[#000]"
    />
  ) : (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- the sender has no captions for it
    <audio {...media} className="w-72 max-w-full" />
  )
}
