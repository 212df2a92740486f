import { product } from '../../browser/place.ts'
import type { pages as english } from '../en/pages.ts'

/** Pages that replace a missing or broken one. */
export const pages: typeof english = {
  notFoundTitle: 'Hier gibt es keine Seite',
  notFoundBody: 'Der Link ist vielleicht alt oder hat einen Tippfehler.',
  home: 'Zu deinen Unterhaltungen',
  crashTitle: 'Auf dieser Seite ist etwas schiefgegangen',
  crashBody: 'Deine Nachrichten sind sicher. Meistens hilft es, neu zu laden.',
  reload: 'Neu laden',
  partMissing: 'Dieser Teil der Seite konnte nicht geladen werden.',
  outdated: `${product} wurde aktualisiert. Diese Seite lädt von selbst neu.`,
  outdatedStill: `${product} wurde aktualisiert, und diese Seite ist noch die alte. Lade sie neu, um weiterzumachen. Was du geschrieben hast, bleibt.`,
}
