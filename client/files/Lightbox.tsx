import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useState, type KeyboardEvent } from 'react'
import type { MessageFile } from '../../wire/files.ts'
import { useFilesCatalogue } from '../i18n/files.ts'
import { useCatalogue } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { rememberFocus } from '../ui/return-focus.ts'
import { originalOf } from './addresses.ts'
import { useLoading } from './useLoading.ts'
import { useZoom } from './useZoom.ts'
import { BackCloses } from '../ui/BackCloses.tsx'

interface LightboxProps {
  pictures: readonly MessageFile[]
  first: number
  onClose: () => void
}

/**
 * The pictures of a message, one at a time, as large as the screen. Arrow keys and swipes go to the next one, + and −
 * zoom, Esc closes.
 */
export default function Lightbox({ pictures, first, onClose }: LightboxProps) {
  const labels = useFilesCatalogue()
  const { conversations } = useCatalogue()
  const [giveBack] = useState(rememberFocus)
  const [wanted, setIndex] = useState(first)
  const zoom = useZoom({ onSwipe: go, onClose })
  // Messages may have been deleted in the meantime.
  const index = Math.min(wanted, pictures.length - 1)
  const file = pictures[index]
  if (!file) return null

  function go(step: number) {
    const next = index + step
    if (next < 0 || next >= pictures.length) return
    setIndex(next)
    zoom.reset()
  }

  function onKeyDown(event: KeyboardEvent) {
    const isForward = getComputedStyle(event.currentTarget).direction === 'ltr' ? 1 : -1
    if (event.key === 'ArrowRight') go(isForward)
    else if (event.key === 'ArrowLeft') go(-isForward)
    else if (event.key === 'Home') go(-index)
    else if (event.key === 'End') go(pictures.length - 1 - index)
    else if (event.key === '+' || event.key === '=') zoom.by(1.5)
    else if (event.key === '-') zoom.by(1 / 1.5)
    else if (event.key === '0') zoom.reset()
    else return
    event.preventDefault()
    // The timeline below must not hear of it.
    event.stopPropagation()
  }

  const place = labels.place(index + 1, pictures.length)
  const isMany = pictures.length > 1
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (document.activeElement === document.body) giveBack()
          }}
          className="fixed inset-0 z-dialog flex animate-appear flex-col bg-bg pt-safe-0 pb-safe-2"
        >
          <BackCloses />
          <header className="flex min-h-12 items-center gap-1 border-b border-line ps-4 pe-2">
            <Radix.Title className="min-w-0 flex-1 truncate font-medium">
              <bdi>{file.name || labels.viewer}</bdi>
            </Radix.Title>
            {isMany && (
              <span role="status" className="shrink-0 px-2 text-sm text-muted tabular-nums">
                {place}
              </span>
            )}
            <IconButton icon={ZoomOut} label={labels.zoomOut} onClick={() => zoom.by(1 / 1.5)} />
            <IconButton icon={ZoomIn} label={labels.zoomIn} onClick={() => zoom.by(1.5)} />
            <a
              href={originalOf(file.id)}
              download={file.name}
              aria-label={labels.downloadFile(file.name)}
              title={labels.download}
              className="grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-text touch:size-11"
            >
              <Download aria-hidden className="size-[18px]" strokeWidth={1.9} />
            </a>
            <Radix.Close asChild>
              <IconButton icon={X} label={conversations.close} />
            </Radix.Close>
          </header>
          <div {...zoom.handlers} className="relative min-h-0 flex-1 touch-none">
            <div className="grid size-full place-items-center overflow-hidden">
              <FullPicture key={file.id} file={file} style={zoom.style} />
            </div>
            {isMany && (
              <>
                <IconButton
                  icon={ChevronLeft}
                  label={labels.previous}
                  aria-disabled={index === 0}
                  onClick={() => go(-1)}
                  className="absolute start-2 top-1/2 size-11 -translate-y-1/2 bg-bg/80 shadow-float aria-disabled:opacity-40 rtl:-scale-x-100"
                />
                <IconButton
                  icon={ChevronRight}
                  label={labels.next}
                  aria-disabled={index === pictures.length - 1}
                  onClick={() => go(1)}
                  className="absolute end-2 top-1/2 size-11 -translate-y-1/2 bg-bg/80 shadow-float aria-disabled:opacity-40 rtl:-scale-x-100"
                />
              </>
            )}
          </div>
          {file.alt !== '' && (
            <p
              dir="auto"
              className="max-h-24 overflow-y-auto px-4 pt-2 text-center text-sm [overflow-wrap:anywhere]"
            >
              {file.alt}
            </p>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface FullPictureProps {
  file: MessageFile
  style: { transform: string }
}

function FullPicture({ file, style }: FullPictureProps) {
  const labels = useFilesCatalogue()
  const { isBroken, fail, retry } = useLoading()
  if (isBroken) {
    return (
      <p role="alert" className="text-center">
        {labels.broken}{' '}
        <Button look="link" onClick={retry}>
          {labels.retry}
        </Button>
      </p>
    )
  }
  return (
    <img
      src={originalOf(file.id)}
      alt={file.alt || file.name}
      width={file.width ?? undefined}
      height={file.height ?? undefined}
      draggable={false}
      onError={fail}
      style={style}
      className="h-auto max-h-full w-auto max-w-full object-contain select-none motion-safe:transition-transform"
    />
  )
}
