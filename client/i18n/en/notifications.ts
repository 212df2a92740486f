import { product } from '../../browser/place.ts'

/** Toasts and desktop notifications. */
export const notifications = {
  region: 'New messages',
  dismiss: 'Dismiss',
  inGroup: (author: string, title: string) => `${author} in ${title}`,
  mention: (author: string) => `${author} mentioned you`,
  mentionInGroup: (author: string, title: string) => `${author} mentioned you in ${title}`,
  addedYou: (author: string, title: string) => `${author} added you to ${title}`,
  announcement: (heading: string, body: string) => `${heading}: ${body}`,

  title: 'Notifications',
  sound: 'Play a sound',
  soundHelp: 'A short tone when a message comes in.',
  desktop: 'Desktop notifications',
  desktopHelp: 'Shown by your system while this page is in the background.',
  allow: 'Turn on desktop notifications',
  denied:
    'Your browser blocks notifications from this site. Allow them in its settings for this site.',
  unsupported: 'This browser has no desktop notifications.',
  test: 'Send a test notification',
  testTitle: product,
  testBody: 'Notifications work.',
  tested: 'The test was sent.',
}
