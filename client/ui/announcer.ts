/**
 * The one polite live region of the page. It is made before anything is said, because screen readers only speak
 * changes of a region that was there already, and outside React, so that no re-render touches it.
 */
const region = document.createElement('div')
region.setAttribute('aria-live', 'polite')
region.className = 'sr-only'
document.body.append(region)

export function announce(text: string): void {
  region.textContent = text
}
