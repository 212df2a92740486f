import { Suspense, useState } from 'react'
import type { MessageFile } from '../../wire/files.ts'
import { frameOf, MOST_TILES, tileClass } from './frame.ts'
import { Picture } from './Picture.tsx'
import { lazy } from '../ui/later/lazy.tsx'

const Lightbox = lazy(() => import('./Lightbox.tsx'), 'over')

interface PictureGridProps {
  pictures: readonly MessageFile[]
}

/** The pictures of a message: one in its own shape, several as a grid. */
export function PictureGrid({ pictures }: PictureGridProps) {
  const [opened, setOpened] = useState<number | null>(null)
  const shown = pictures.slice(0, MOST_TILES)
  const [only] = pictures
  return (
    <>
      {pictures.length === 1 && only ? (
        <div style={frameOf(only)} className="max-w-full">
          <Picture file={only} onOpen={() => setOpened(0)} />
        </div>
      ) : (
        <div className="grid w-80 max-w-full grid-cols-2 gap-1">
          {shown.map((file, place) => (
            <div key={file.id} className={tileClass(pictures.length, place)}>
              <Picture
                file={file}
                more={place === MOST_TILES - 1 ? pictures.length - MOST_TILES : 0}
                onOpen={() => setOpened(place)}
              />
            </div>
          ))}
        </div>
      )}
      {opened !== null && (
        <Suspense>
          <Lightbox pictures={pictures} first={opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  )
}
