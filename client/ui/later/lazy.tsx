import { lazy as lazyByReact, type ComponentType } from 'react'
import { nextChance } from '../../browser/next-chance.ts'
import type { Place } from './MissingPart.tsx'

/**
 * A part of the page whose code is fetched when it is first shown. A server that was updated has the code of an older
 * page no more, and without a network there is none. Then this part says so, and the rest of the page stays as it is.
 */
export function lazy<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
  place: Place = 'here',
) {
  const fetched = (tries = 0): Promise<{ default: ComponentType<P> }> =>
    load().catch(async () => {
      try {
        // `preload.ts` fetches it first of all, so that it is here when something else is not.
        const { MissingPart } = await import('./MissingPart.tsx')
        return { default: (props: P) => <MissingPart {...{ load, props, place }} /> }
      } catch (error) {
        // The network went in the first second. The page stays without this part until the network is back.
        if (tries > 3) throw error
        await nextChance(4 ** tries * 1000)
        return fetched(navigator.onLine ? tries + 1 : tries)
      }
    })
  return lazyByReact(() => fetched())
}
