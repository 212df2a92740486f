/** The navigation of the shell, whose code this page does not load. */
const LIST = '.shell-list'

const isLost = () => document.activeElement === null || document.activeElement === document.body

/**
 * After the sign-in the form is gone, and with it the focus. It moves into the list as soon as that is drawn: to its
 * heading first, and to the first row when there is one. A person who chose another place stays there. Returns what
 * stops it.
 */
export function focusListWhenShown(): () => void {
  let heading: HTMLElement | null = null

  function look(): void {
    const list = document.querySelector<HTMLElement>(LIST)
    if (list === null) return
    if (!isLost() && document.activeElement !== heading) return observer.disconnect()
    const row = list.querySelector<HTMLElement>('li a')
    if (row !== null) {
      row.focus()
      return observer.disconnect()
    }
    if (heading !== null) return
    heading = list.querySelector<HTMLElement>('h2')
    if (heading === null) return
    heading.tabIndex = -1
    heading.style.outline = 'none'
    heading.focus()
  }

  const observer = new MutationObserver(look)
  observer.observe(document.body, { childList: true, subtree: true })
  return () => observer.disconnect()
}
