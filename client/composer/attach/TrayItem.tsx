import { ArrowDown, ArrowUp, FileText, X } from 'lucide-react'
import { useCallback } from 'react'
import { MAX_ALT_LENGTH } from '../../../wire/limits.ts'
import { isComposing } from '../../browser/composing.ts'
import { FileName, typeOf } from '../../files/FileName.tsx'
import { useFilesCatalogue } from '../../i18n/files.ts'
import type { FileDraft } from '../../uploads/pending-file.ts'
import { IconButton } from '../../ui/IconButton.tsx'

interface TrayItemProps {
  file: FileDraft
  isFirst: boolean
  isLast: boolean
  onMove: (step: number) => void
  onRemove: () => void
  onAlt: (alt: string) => void
}

/** One chosen file: what it is, its description, and its place in the message. */
export function TrayItem({ file, isFirst, isLast, onMove, onRemove, onAlt }: TrayItemProps) {
  const labels = useFilesCatalogue()
  const { name, blob } = file
  return (
    <li className="flex items-center gap-2 rounded-control bg-surface p-1">
      <span className="grid size-12 shrink-0 place-items-center overflow-hidden rounded-control bg-hover">
        {file.width === null ? (
          <FileText aria-hidden className="size-6 text-muted" />
        ) : (
          <Thumbnail blob={blob} />
        )}
      </span>
      <span className="min-w-0 flex-1 text-sm">
        <FileName name={name} />
        <span className="block text-xs text-muted">
          {labels.about(typeOf(name), labels.size(blob.size))}
        </span>
        {file.kind === 'picture' && (
          <input
            dir="auto"
            aria-label={labels.alt(name)}
            placeholder={labels.altPlaceholder}
            maxLength={MAX_ALT_LENGTH}
            value={file.alt}
            onChange={(event) => onAlt(event.target.value)}
            // Enter in this field must not send the message before its description is complete.
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !isComposing(event.nativeEvent)) event.preventDefault()
            }}
            className="mt-0.5 min-h-8 w-full rounded-control border border-control bg-bg px-2 text-sm placeholder:text-muted touch:min-h-11 touch:text-[1rem]"
          />
        )}
      </span>
      <span className="flex shrink-0 flex-wrap justify-end max-sm:w-16 max-sm:touch:w-24">
        {!(isFirst && isLast) && (
          <>
            <IconButton
              icon={ArrowUp}
              label={labels.earlier(name)}
              aria-disabled={isFirst}
              className="aria-disabled:opacity-40"
              onClick={() => !isFirst && onMove(-1)}
            />
            <IconButton
              icon={ArrowDown}
              label={labels.later(name)}
              aria-disabled={isLast}
              className="aria-disabled:opacity-40"
              onClick={() => !isLast && onMove(1)}
            />
          </>
        )}
        <IconButton icon={X} label={labels.remove(name)} onClick={onRemove} />
      </span>
    </li>
  )
}

function Thumbnail({ blob }: { blob: Blob }) {
  const show = useCallback(
    (picture: HTMLImageElement) => {
      picture.src = URL.createObjectURL(blob)
      return () => URL.revokeObjectURL(picture.src)
    },
    [blob],
  )
  return <img ref={show} alt="" className="size-full object-cover" />
}
