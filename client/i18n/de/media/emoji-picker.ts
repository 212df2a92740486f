import type { EmojiPickerCatalogue } from '../../en/media/emoji-picker.ts'

/** The emoji picker. */
export const emojiPicker: EmojiPickerCatalogue = {
  search: 'Emoji suchen',
  none: 'Kein Emoji heißt so.',
  groups: {
    frequent: 'Zuletzt und häufig',
    smileys: 'Smileys',
    people: 'Menschen und Gesten',
    nature: 'Tiere und Natur',
    food: 'Essen und Trinken',
    travel: 'Reisen und Orte',
    activity: 'Aktivitäten',
    objects: 'Gegenstände',
    symbols: 'Symbole',
    flags: 'Flaggen',
  },
  skinTone: 'Hautfarbe',
  skinTones: {
    0: 'Ohne Hautfarbe',
    1: 'Helle Haut',
    2: 'Mittelhelle Haut',
    3: 'Mittlere Haut',
    4: 'Mitteldunkle Haut',
    5: 'Dunkle Haut',
  },
}
