import { Suspense, useState } from 'react'
import type { MessageFile } from '../../wire/files.ts'
import { Picture } from './Picture.tsx'
import { lazy } from '../ui/later/lazy.tsx'

const Lightbox = lazy(() => import('./Lightbox.tsx'), 'over')

/** Many pictures as small squares. A click opens them in the viewer. */
export function PictureTiles({ pictures }: { pictures: readonly MessageFile[] }) {
  const [opened, setOpened] = useState<number | null>(null)
  if (pictures.length === 0) return null
  return (
    <>
      <ul className="grid grid-cols-3 gap-1">
        {pictures.map((file, place) => (
          <li key={file.id} className="aspect-square">
            <Picture file={file} tabIndex={0} onOpen={() => setOpened(place)} />
          </li>
        ))}
      </ul>
      {opened !== null && (
        <Suspense>
          <Lightbox pictures={pictures} first={opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  )
}
