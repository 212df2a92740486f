/** The emoji picker. */
export const emojiPicker = {
  search: 'Search emoji',
  none: 'No emoji has this name.',
  groups: {
    frequent: 'Recent and frequent',
    smileys: 'Smileys',
    people: 'People and gestures',
    nature: 'Animals and nature',
    food: 'Food and drink',
    travel: 'Travel and places',
    activity: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
  },
  skinTone: 'Skin tone',
  skinTones: {
    0: 'Without skin tone',
    1: 'Light skin',
    2: 'Medium-light skin',
    3: 'Medium skin',
    4: 'Medium-dark skin',
    5: 'Dark skin',
  },
}
export type EmojiPickerCatalogue = typeof emojiPicker
