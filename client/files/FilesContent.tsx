import { Suspense } from 'react'
import type { MessageFile } from '../../wire/files.ts'
import type { PendingFile } from '../uploads/pending-file.ts'
import { FileCard } from './FileCard.tsx'
import { PendingFiles } from './PendingFiles.tsx'
import { PictureGrid } from './PictureGrid.tsx'
import { PlayedFile } from './PlayedFile.tsx'
import { lazy } from '../ui/later/lazy.tsx'

const VoiceMessage = lazy(() => import('../voice/VoiceMessage.tsx'))

interface FilesContentProps {
  files: readonly (MessageFile | PendingFile)[]
  mine: boolean
}

/** The files of a message: its pictures together, and below them the others in their order. */
export default function FilesContent({ files, mine }: FilesContentProps) {
  const stored = files.filter((file) => 'id' in file)
  if (stored.length < files.length) {
    return <PendingFiles files={files.filter((file) => 'key' in file)} />
  }
  const pictures = stored.filter(({ kind }) => kind === 'picture')
  const others = stored.filter(({ kind }) => kind !== 'picture')
  return (
    <div className="mb-1 flex min-w-0 flex-col gap-1">
      {pictures.length > 0 && <PictureGrid pictures={pictures} />}
      {others.map((file) =>
        file.kind === 'voice' ? (
          <Suspense key={file.id}>
            <VoiceMessage file={file} mine={mine} />
          </Suspense>
        ) : file.kind === 'other' ? (
          <FileCard key={file.id} {...file} />
        ) : (
          <PlayedFile key={file.id} file={file} />
        ),
      )}
    </div>
  )
}
