/** The key code of every key that an input method takes. Nothing else has it. */
const TAKEN_BY_INPUT_METHOD = 229

/**
 * Whether this key belongs to an input method, for example the Enter that chooses a suggestion. Safari sends that Enter
 * after `compositionend`, where `isComposing` is false and only the old key code tells it. Every box that reads keys
 * asks this first.
 */
export const isComposing = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD
