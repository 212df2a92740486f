import type { PicturesCatalogue } from '../../en/media/pictures.ts'

/** Choosing and cropping the picture of a profile or a group. */
export const pictures: PicturesCatalogue = {
  picture: 'Bild',
  choose: 'Bild wählen',
  change: 'Bild ändern',
  remove: 'Bild entfernen',
  removed: 'Das Bild wurde entfernt.',
  saved: 'Das Bild wurde gespeichert.',
  chosen: 'Die Gruppe bekommt dieses Bild, wenn du sie anlegst.',
  notShown:
    'Diese Datei ist kein Bild, das dieser Browser zeigen kann. Wähle JPEG, PNG, WebP oder GIF.',
  refused: 'Der Server konnte dieses Bild nicht zeichnen. Wähle ein anderes.',
  switchedOff: 'Das Hochladen ist ausgeschaltet, darum kann das Bild jetzt nicht geändert werden.',

  crop: 'Bild zuschneiden',
  cropHelp: 'Zieh das Bild oder nimm die Regler. Andere sehen, was im Kreis ist.',
  zoom: 'Vergrößerung',
  across: 'Links und rechts',
  down: 'Oben und unten',
  percent: (share: number) => `${share} %`,
  use: 'Dieses Bild verwenden',
  cancel: 'Abbrechen',
}
