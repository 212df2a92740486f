import { product } from '../../browser/place.ts'

/** Pages that replace a missing or broken one. */
export const pages = {
  notFoundTitle: 'There is no page here',
  notFoundBody: 'The link may be old or mistyped.',
  home: 'To your conversations',
  crashTitle: 'Something went wrong on this page',
  crashBody: 'Your messages are safe. Reloading helps most of the time.',
  reload: 'Reload',
  partMissing: 'This part of the page could not be loaded.',
  outdated: `${product} was updated. This page reloads by itself.`,
  outdatedStill: `${product} was updated, and this page is still the old one. Reload it to go on. What you wrote is kept.`,
}
