import { FileText } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFilesCatalogue } from '../i18n/files.ts'
import { originalOf } from './addresses.ts'
import { FileName, typeOf } from './FileName.tsx'

interface FileCardProps {
  /** Null while the file is not at the relay: it cannot be downloaded. */
  id: string | null
  name: string
  size: number
  tabIndex?: number
}

/** A file that only downloads: its name, type and size. */
export function FileCard({ id, name, size, tabIndex = -1 }: FileCardProps) {
  const labels = useFilesCatalogue()
  const look =
    'flex min-w-0 items-center gap-3 rounded-card border border-current/20 bg-bg/60 px-3 py-2 text-start'
  const content: ReactNode = (
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
  if (id === null) return <div className={look}>{content}</div>
  return (
    <a href={originalOf(id)} download={name} tabIndex={tabIndex} className={`${look} hover:bg-bg`}>
      <span className="sr-only">{labels.download} </span>
      {content}
    </a>
  )
}
