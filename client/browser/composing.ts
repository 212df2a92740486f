/** The key code of every key that an input method takes. Nothing else has it. */
const TAKEN_BY_INPUT_METHOD = 229

/**
 * Whether this key belongs to an input method, for example the Enter that chooses a suggestion. Safari sends that Enter
 * after `compositionend`, where `isComposing` is false and only the old key code tells it. Every box that reads keys
 * asks this first, and `guardComposition` holds it for those that do not.
 */
export const isComposing = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD

/**
 * Keeps the keys of an input method from everything that reads keys: boxes, dialogs, menus and forms. Enter then also
 * submits no form. The input method itself is not hindered. Returns a function that ends it.
 */
export function guardComposition(): () => void {
  const guard = (event: KeyboardEvent) => {
    if (!isComposing(event)) return
    event.stopImmediatePropagation()
    if (event.key === 'Enter') event.preventDefault()
  }
  window.addEventListener('keydown', guard, { capture: true })
  return () => window.removeEventListener('keydown', guard, { capture: true })
}
