import { FileText } from 'lucide-react'
import { useFilesCatalogue } from '../i18n/files.ts'
import { Button } from '../ui/Button.tsx'
import { originalOf } from './addresses.ts'
import { FileName, typeOf } from './FileName.tsx'
import { useDownload } from './useDownload.ts'

interface FileCardProps {
  /** Null while the file is not at the relay: it cannot be downloaded. */
  id: string | null
  name: string
  size: number
  tabIndex?: number
}

const look =
  'flex min-w-0 items-center gap-3 rounded-card border border-current/20 bg-bg/60 px-3 py-2 text-start'

/** A file that only downloads: its name, type and size. */
export function FileCard({ id, name, size, tabIndex = -1 }: FileCardProps) {
  return id === null ? (
    <div className={look}>
      <Description name={name} size={size} />
    </div>
  ) : (
    <Downloaded id={id} name={name} size={size} tabIndex={tabIndex} />
  )
}

function Downloaded({ id, name, size, tabIndex }: FileCardProps & { id: string }) {
  const labels = useFilesCatalogue()
  const address = originalOf(id)
  const { link, isBroken, retry, onClick } = useDownload(address)
  return (
    <div className="min-w-0">
      <a
        ref={link}
        href={address}
        download={name}
        tabIndex={tabIndex}
        onClick={onClick}
        className={`${look} hover:bg-bg`}
      >
        <span className="sr-only">{labels.download} </span>
        <Description name={name} size={size} />
      </a>
      {isBroken && (
        <p role="status" className="text-sm">
          {labels.notDownloaded}{' '}
          <Button look="link" tabIndex={tabIndex} className="min-h-8 text-sm" onClick={retry}>
            {labels.retry}
          </Button>
        </p>
      )}
    </div>
  )
}

function Description({ name, size }: { name: string; size: number }) {
  const labels = useFilesCatalogue()
  return (
    <>
      <FileText aria-hidden className="size-6 shrink-0 text-accent" />
      <span className="min-w-0 flex-1">
        <FileName name={name} />
        <span className="block text-xs opacity-80">
          {labels.about(typeOf(name), labels.size(size))}
        </span>
      </span>
    </>
  )
}
