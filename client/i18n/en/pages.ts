/** Pages that stand in for one that is not there. */
export const pages = {
  notFoundTitle: 'There is no page here',
  notFoundBody: 'The link may be old or mistyped.',
  home: 'To your conversations',
  crashTitle: 'Something went wrong on this page',
  crashBody: 'Your messages are safe. Reloading helps most of the time.',
  reload: 'Reload',
}
