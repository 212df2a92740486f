/** What floats above the page goes when it is done, and cannot take the focus back. */
const FLOATING = '[role=dialog], [role=menu]'
const CONTROL = 'a[href], button, input, [tabindex]'

let lastOnPage: HTMLElement | null = null
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest(FLOATING)) lastOnPage = target
})

/**
 * To be called when something opens above the page: returns what gives the focus back. It goes to what had it on the
 * page, not to a menu in between; if that is gone by then, to the first control of the area it was in.
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
