/**
 * Gives the focus to a clicked button. Safari on a Mac gives it none, so what the button opens could not give the focus
 * back to it. A click that already moved the focus elsewhere changes nothing. Returns a function that ends it.
 */
export function focusClickedButtons(): () => void {
  const onClick = ({ target }: MouseEvent) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('button') : null
    // Safari leaves the focus on the body, or on an element around the button that can take it.
    if (button && document.activeElement?.contains(button) !== false)
      button.focus({ preventScroll: true })
  }
  document.addEventListener('click', onClick, { capture: true })
  return () => document.removeEventListener('click', onClick, { capture: true })
}
