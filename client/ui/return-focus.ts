/** Elements above the page close later, and cannot take the focus back. */
const FLOATING = '[role=dialog], [role=menu]'
const CONTROL = 'a[href], button, input, [tabindex]'

let lastOnPage: HTMLElement | null = null
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest(FLOATING)) lastOnPage = target
})

/**
 * Call this when something opens above the page. It returns a function that gives the focus back to the
 * element on the page that had it. If that element is gone, the first control of its area gets the focus.
 */
export function rememberFocus(): () => void {
  const here = document.activeElement
  const floats = here?.closest(FLOATING) ?? here === document.body
  const opener = floats ? lastOnPage : here
  const area = opener?.closest('section, nav')
  return () => {
    const target = opener?.isConnected ? opener : area?.querySelector(CONTROL)
    if (target instanceof HTMLElement) target.focus()
  }
}
