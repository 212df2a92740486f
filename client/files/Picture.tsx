import { ImageOff } from 'lucide-react'
import type { MessageFile } from '../../wire/files.ts'
import { useFilesCatalogue } from '../i18n/files.ts'
import { classes } from '../ui/classes.ts'
import { previewOf } from './addresses.ts'
import { useLoading } from './useLoading.ts'

interface PictureProps {
  file: MessageFile
  /** How many pictures stand behind this one, and are not shown themselves. */
  more?: number
  onOpen: () => void
  tabIndex?: number
}

/** A picture in its place. A click opens it, or loads it again when it could not be loaded. */
export function Picture({ file, more = 0, onOpen, tabIndex = -1 }: PictureProps) {
  const labels = useFilesCatalogue()
  const { isBroken, tries, fail, retry } = useLoading()
  const name = file.alt || file.name
  const label = more > 0 ? labels.openMore(name, more) : labels.open(name)
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      aria-label={isBroken ? labels.brokenPicture(name) : label}
      aria-haspopup={isBroken ? undefined : 'dialog'}
      onClick={isBroken ? retry : onOpen}
      style={file.placeholder ? { backgroundImage: `url("${file.placeholder}")` } : undefined}
      className="relative block size-full overflow-hidden rounded-control bg-hover bg-cover bg-center"
    >
      {isBroken ? (
        <span className="absolute inset-0 flex flex-col items-center justify-center gap-1 bg-surface p-2 text-center text-sm text-text">
          <ImageOff aria-hidden className="size-6" />
          {labels.broken}
          <span className="text-accent underline">{labels.retry}</span>
        </span>
      ) : (
        <img
          key={tries}
          src={previewOf(file.id)}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={fail}
          className="absolute inset-0 size-full object-cover"
        />
      )}
      {more > 0 && !isBroken && (
        <span
          aria-hidden
          className={classes(
            'absolute inset-0 grid place-items-center bg-[rgb(0_0_0/0.6)]',
            'text-xl font-bold text-[#fff]',
          )}
        >
          {labels.more(more)}
        </span>
      )}
    </button>
  )
}
