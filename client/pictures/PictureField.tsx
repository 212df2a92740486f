import { Suspense, useRef, useState, type ReactNode } from 'react'
import { usePicturesCatalogue } from '../i18n/pictures.ts'
import { useMessenger } from '../messenger/context.ts'
import { RequestError } from '../requests/request-error.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { lazy } from '../ui/later/lazy.tsx'

const CropDialog = lazy(() => import('./CropDialog.tsx'), 'over')

/** What every supported browser can draw, and the relay too. */
const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif'

const UPLOAD_MS = 60_000

interface PictureFieldProps {
  /** What others see now. */
  children: ReactNode
  hasPicture: boolean
  /** The sentence after a picture was kept. By default it says that the picture was saved. */
  keptNote?: string
  /** Makes the upload the picture. Null takes the picture away. It throws when that cannot be done. */
  onPicture: (uploadId: string | null, picture: Blob | null) => Promise<void> | void
}

/** Chooses a picture of this device, crops it and keeps it. What went wrong is told beside it. */
export function PictureField({ children, hasPicture, keptNote, onPicture }: PictureFieldProps) {
  const labels = usePicturesCatalogue()
  const { outbox } = useMessenger()
  const chooser = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<ImageBitmap | null>(null)
  const [note, setNote] = useState('')
  const [isNotShown, setIsNotShown] = useState(false)
  const { busy, failure, run, forget } = useAction()

  async function choose(file: File | undefined) {
    if (!file) return
    setNote('')
    setIsNotShown(false)
    forget()
    try {
      setChosen(await createImageBitmap(file))
    } catch {
      setIsNotShown(true)
    }
  }

  /** Fails after a minute, for example without a network. The person must not wait for an answer without an end. */
  async function uploadOf(picture: Blob): Promise<string> {
    const signal = AbortSignal.timeout(UPLOAD_MS)
    try {
      return await (await outbox.files()).upload(picture, 'picture', { signal })
    } catch (error) {
      throw signal.aborted ? new RequestError('network') : error
    }
  }

  async function keep(picture: Blob | null) {
    setChosen(null)
    setNote('')
    const done = await run(async () => onPicture(picture && (await uploadOf(picture)), picture))
    if (done) setNote(picture ? (keptNote ?? labels.saved) : labels.removed)
  }

  return (
    <div role="group" aria-label={labels.picture} className="flex flex-wrap items-center gap-3">
      {children}
      <div className="flex min-w-48 flex-1 flex-col gap-1">
        <div className="flex flex-wrap gap-2">
          <Button busy={busy} onClick={() => chooser.current?.click()}>
            {hasPicture ? labels.change : labels.choose}
          </Button>
          {hasPicture && (
            <Button look="quiet" busy={busy} onClick={() => void keep(null)}>
              {labels.remove}
            </Button>
          )}
        </div>
        <input
          ref={chooser}
          type="file"
          accept={ACCEPTED}
          aria-label={labels.choose}
          tabIndex={-1}
          hidden
          onChange={(event) => {
            void choose(event.currentTarget.files?.[0])
            // The same file can be chosen again.
            event.currentTarget.value = ''
          }}
        />
        <p aria-live="polite" className="text-sm text-muted">
          {note}
        </p>
        {isNotShown && (
          <p role="alert" className="text-sm text-danger">
            {labels.notShown}
          </p>
        )}
        <FailureNote
          failure={failure}
          messages={{ file_refused: labels.refused, uploads_disabled: labels.switchedOff }}
        />
      </div>
      {chosen && (
        <Suspense>
          <CropDialog
            picture={chosen}
            onCropped={(picture) => void keep(picture)}
            onFailed={() => {
              setChosen(null)
              setIsNotShown(true)
            }}
            onClose={() => setChosen(null)}
          />
        </Suspense>
      )}
    </div>
  )
}
