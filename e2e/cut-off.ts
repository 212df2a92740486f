import { expect, type Page } from '@playwright/test'

/** Nobody has to guess a word: each text is whole, ends in an ellipsis, or can be scrolled to. */
export async function expectNothingCutOff(page: Page, where: string): Promise<void> {
  // A popover follows its button a moment later.
  await expect
    .poll(() => page.evaluate(cutOffTexts), { message: where, timeout: 3_000 })
    .toEqual([])
}

/** Runs in the page. */
function cutOffTexts(): string[] {
  const dialogs = document.querySelectorAll('[role=dialog], [role=alertdialog]')
  const root = dialogs.length > 0 ? dialogs[dialogs.length - 1]! : document.body
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement!
    const text = node.textContent!.trim()
    // What only screen readers get is cut to a point, and what lies below a popover can be uncovered.
    if (!/\p{L}{2}/u.test(text) || !parent.checkVisibility({ visibilityProperty: true })) continue
    if (parent.closest('.sr-only, [aria-hidden=true], script, style, svg, textarea')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    if (range.getBoundingClientRect().width <= 1) continue
    parent.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const problem = sideways(parent, range.getBoundingClientRect()) ?? covered(parent, range)
    if (problem !== null) found.push(`${problem}: ${text.slice(0, 60)}`)
  }
  return found

  /** The text reaches out of a box that hides what is outside, and no ellipsis says so. */
  function sideways(parent: Element, rect: DOMRect): string | null {
    for (let box: Element | null = parent; box !== null; box = box.parentElement) {
      const { overflowX, textOverflow } = getComputedStyle(box)
      if (textOverflow === 'ellipsis' || overflowX === 'auto' || overflowX === 'scroll') return null
      const { left, right } = box.getBoundingClientRect()
      const isOut = rect.left < left - 1 || rect.right > right + 1
      if (isOut && overflowX !== 'visible') return 'cut off'
    }
    return rect.left < -1 || rect.right > innerWidth + 1 ? 'outside of the window' : null
  }

  /** Something of the same box lies over the last line, and scrolling does not uncover it. */
  function covered(parent: Element, range: Range): string | null {
    const line = [...range.getClientRects()].findLast(({ width }) => width > 1)!
    const [x, y] = [line.left + line.width / 2, line.top + line.height / 2]
    const top = document.elementFromPoint(x, y)
    if (top === null || top.contains(parent) || parent.contains(top)) return null
    const scroller = ancestors(parent).find((box) =>
      /auto|scroll/.test(getComputedStyle(box).overflowY),
    )
    const over = ancestors(top).filter((box) => !box.contains(parent))
    const isOpaque = over.some(
      (box) => !/, 0\)$|transparent/.test(getComputedStyle(box).backgroundColor),
    )
    const isPopup = top.closest('[role=menu], [data-radix-popper-content-wrapper]') !== null
    return scroller?.contains(top) && isOpaque && !isPopup ? `covered by ${top.className}` : null
  }

  function ancestors(element: Element): Element[] {
    const found: Element[] = []
    for (let box: Element | null = element; box !== null; box = box.parentElement) found.push(box)
    return found
  }
}
