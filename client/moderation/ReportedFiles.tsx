import { useState } from 'react'
import type { MessageFile } from '../../wire/files.ts'
import { basePath } from '../browser/place.ts'
import { FileName, typeOf } from '../files/FileName.tsx'
import { useLoading } from '../files/useLoading.ts'
import { useFilesCatalogue } from '../i18n/files.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { Button } from '../ui/Button.tsx'

interface ReportedFilesProps {
  reportId: string
  files: readonly MessageFile[]
  isMine: boolean
}

/** The files of a reported message. Nobody has to see a picture that they did not ask for. */
export function ReportedFiles({ reportId, files, isMine }: ReportedFilesProps) {
  const labels = useModerationCatalogue()
  return (
    <div className="mt-2 flex min-w-0 flex-col gap-2">
      <p className="text-sm text-muted">{isMine ? labels.filesHelp : labels.claimForFiles}</p>
      <ul aria-label={labels.reportedFiles} className="flex min-w-0 flex-col gap-2">
        {files.map((file) => (
          <ReportedFile
            key={file.id}
            file={file}
            address={
              isMine
                ? `${basePath}/api/moderation/reports/${reportId}/files/${file.id}/original`
                : null
            }
          />
        ))}
      </ul>
    </div>
  )
}

interface ReportedFileProps {
  file: MessageFile
  /** Null: this moderator may not open it now. */
  address: string | null
}

function ReportedFile({ file, address }: ReportedFileProps) {
  const labels = useModerationCatalogue()
  const files = useFilesCatalogue()
  const [isShown, setIsShown] = useState(false)
  const { name, size, kind, alt } = file
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-control border border-line p-2">
      <div className="min-w-0">
        <FileName name={name} />
        <p className="text-sm text-muted">{files.about(typeOf(name), files.size(size))}</p>
        {alt !== '' && <p dir="auto">{alt}</p>}
      </div>
      {address !== null && (
        <div className="flex flex-wrap items-center gap-2">
          {kind !== 'other' && !isShown && (
            <Button aria-label={labels.showFile(name)} onClick={() => setIsShown(true)}>
              {labels.show}
            </Button>
          )}
          <a
            href={address}
            download={name}
            aria-label={files.downloadFile(name)}
            className="inline-flex min-h-8 items-center text-accent underline touch:min-h-11"
          >
            {files.download}
          </a>
        </div>
      )}
      {address !== null && isShown && <Shown file={file} address={address} />}
    </li>
  )
}

function Shown({ file: { kind, name, alt }, address }: { file: MessageFile; address: string }) {
  const labels = useFilesCatalogue()
  const { isBroken, fail: onError, retry } = useLoading()
  if (isBroken) {
    return (
      <p role="status" className="text-sm">
        {labels.broken}{' '}
        <Button look="link" onClick={retry}>
          {labels.retry}
        </Button>
      </p>
    )
  }
  if (kind === 'picture') {
    return (
      <img
        src={address}
        alt={alt || name}
        onError={onError}
        className="max-h-96 max-w-full self-start object-contain"
      />
    )
  }
  const media = { controls: true, src: address, 'aria-label': alt || name, onError } as const
  return kind === 'video' ? (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- the sender has no captions for it
    <video {...media} playsInline className="aspect-video w-80 max-w-full bg-[#000]" />
  ) : (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- the sender has no captions for it
    <audio {...media} className="w-72 max-w-full" />
  )
}
