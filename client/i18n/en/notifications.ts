/** Toasts and desktop notifications. */
export const notifications = {
  region: 'New messages',
  dismiss: 'Dismiss',
  inGroup: (author: string, title: string) => `${author} in ${title}`,
  mention: (author: string) => `${author} mentioned you`,
  mentionInGroup: (author: string, title: string) => `${author} mentioned you in ${title}`,
  addedYou: (author: string, title: string) => `${author} added you to ${title}`,
  announcement: (heading: string, body: string) => `${heading}: ${body}`,
}
