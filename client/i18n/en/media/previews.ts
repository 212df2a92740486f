import { isolating } from '../isolate.ts'

/** Cards under messages that link to a page. */
export const previews = isolating({
  offer: (site: string) => `Shows a preview of ${site}.`,
  without: 'No preview',
  refused: (site: string) => `Shows no preview of ${site}.`,
  withPreview: 'Show preview',
  remove: 'Remove the preview for everybody',
  title: 'Previews of links',
  choice: 'Show previews',
  choiceHelp:
    'Messages with a link show the title and picture of the page. The server fetches them once, so no site learns that you read.',
})
export type PreviewsCatalogue = typeof previews
