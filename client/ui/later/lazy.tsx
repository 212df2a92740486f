import { lazy as lazyByReact, type ComponentType } from 'react'
import type { Place } from './MissingPart.tsx'

/**
 * A part of the page whose code is fetched when it is first shown. A server that was updated has the code of an older
 * page no more, and without a network there is none. Then this part says so, and the rest of the page stays as it is.
 */
export function lazy<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
  place: Place = 'here',
) {
  return lazyByReact(() =>
    load().catch(async () => {
      // `preload.ts` fetches it first of all, so that it is here when something else is not.
      const { MissingPart } = await import('./MissingPart.tsx')
      return { default: (props: P) => <MissingPart {...{ load, props, place }} /> }
    }),
  )
}
