/**
 * The only polite live region of the page. It exists before its first text, because screen readers speak
 * only changes of a known region. It is outside React, so that no rendering touches it.
 */
const region = document.createElement('div')
region.setAttribute('aria-live', 'polite')
region.className = 'sr-only'
document.body.append(region)

export function announce(text: string): void {
  region.textContent = text
}
