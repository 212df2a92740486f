import type { PreviewsCatalogue } from '../../en/media/previews.ts'

/** Cards under messages that link to a page. */
export const previews: PreviewsCatalogue = {
  offer: (site: string) => `Zeigt eine Vorschau von ${site}.`,
  without: 'Keine Vorschau',
  refused: (site: string) => `Zeigt keine Vorschau von ${site}.`,
  withPreview: 'Vorschau zeigen',
  remove: 'Vorschau für alle entfernen',
  title: 'Vorschauen von Links',
  choice: 'Vorschauen zeigen',
  choiceHelp:
    'Nachrichten mit einem Link zeigen Titel und Bild der Seite. Der Server holt sie einmal, darum erfährt keine Seite, dass du liest.',
}
