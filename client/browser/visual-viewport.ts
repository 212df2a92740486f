/**
 * Keeps the page inside the part of the screen that is visible above the keyboard of a phone. An iPhone lays the keyboard
 * over the page and pushes the page up. Then the header is gone and the composer is hidden. A page that the reader has
 * zoomed is left alone. Returns a function that ends this.
 */
export function followVisualViewport(view = window.visualViewport): () => void {
  if (!view) return () => undefined
  const { style } = document.documentElement
  function follow() {
    const isCovered = view!.scale === 1 && view!.height < window.innerHeight - 1
    if (!isCovered) return void style.removeProperty('--visible-height')
    style.setProperty('--visible-height', `${view!.height}px`)
    if (view!.offsetTop > 0) window.scrollTo(0, 0)
  }
  for (const event of ['resize', 'scroll']) view.addEventListener(event, follow)
  follow()
  return () => {
    for (const event of ['resize', 'scroll']) view.removeEventListener(event, follow)
    style.removeProperty('--visible-height')
  }
}
