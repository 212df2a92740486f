import { Suspense } from 'react'
import type { PendingFile } from '../uploads/pending-file.ts'
import { FileCard } from './FileCard.tsx'
import { frameOf, MOST_TILES, tileClass } from './frame.ts'
import { usePendingBlob } from './usePendingBlob.ts'
import { lazy } from '../ui/later/lazy.tsx'

const PendingVoice = lazy(() => import('../voice/PendingVoice.tsx'))

/** The files of a message that is not sent yet, as they will look. */
export function PendingFiles({ files }: { files: readonly PendingFile[] }) {
  const pictures = files.filter(({ width }) => width !== null)
  const [only] = pictures
  return (
    <div className="mb-1 flex min-w-0 flex-col gap-1">
      {pictures.length === 1 && only ? (
        <div style={frameOf(only)} className="max-w-full">
          <PendingPicture file={only} />
        </div>
      ) : (
        pictures.length > 0 && (
          <div className="grid w-80 max-w-full grid-cols-2 gap-1">
            {pictures.slice(0, MOST_TILES).map((file, place) => (
              <div key={file.key} className={tileClass(pictures.length, place)}>
                <PendingPicture file={file} />
              </div>
            ))}
          </div>
        )
      )}
      {files
        .filter(({ width }) => width === null)
        .map(({ key, name, size, voice }) =>
          voice ? (
            <Suspense key={key}>
              <PendingVoice voice={voice} />
            </Suspense>
          ) : (
            <FileCard key={key} id={null} name={name} size={size} />
          ),
        )}
    </div>
  )
}

function PendingPicture({ file }: { file: PendingFile }) {
  const address = usePendingBlob(file.key)
  return (
    <span className="block size-full overflow-hidden rounded-control bg-hover">
      {address !== null && (
        <img
          src={address}
          alt={file.alt || file.name}
          draggable={false}
          className="size-full object-cover opacity-80"
        />
      )}
    </span>
  )
}
