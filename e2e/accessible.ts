import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Rules that axe does not run by itself. Among them: an accessible name contains the visible text (WCAG 2.5.3). */
const experimental = [
  'css-orientation-lock',
  'focus-order-semantics',
  'label-content-name-mismatch',
  'p-as-heading',
  'table-fake-caption',
  'td-has-header',
]
const rules = Object.fromEntries(experimental.map((rule) => [rule, { enabled: true }]))

/** ARIA 1.2 has a separator that takes the focus, and the guards of a dialog only pass the focus on. axe knows neither. */
const isKnownStop = (html: string) => /role="separator"|data-radix-focus-guard/.test(html)

/** Every axe rule of WCAG 2.2 AA and of best practice and the experimental ones, on the current page. */
async function expectAccessible(page: Page): Promise<void> {
  // The other mode draws its conclusions in a page of its own, for frames of other sites. Parley has no frames.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ rules }).analyze()
  const told = violations
    .map(({ id, nodes }) => ({
      id,
      nodes: nodes.filter(({ html }) => id !== 'focus-order-semantics' || !isKnownStop(html)),
    }))
    .filter(({ nodes }) => nodes.length > 0)
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  expect(told).toEqual([])
}

/**
 * Checks both themes, at the width of a phone and at 400 % zoom (320 CSS pixels), without sideways
 * scrolling. `widths` are further ones.
 */
export async function expectGood(page: Page, widths: readonly number[] = []): Promise<void> {
  const wide = page.viewportSize()!
  const others = widths
    .filter((width) => width !== wide.width)
    .map((width) => ({ width, height: 720 }))
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const size of [wide, ...others, { width: 320, height: 640 }]) {
      await page.setViewportSize(size)
      await expectAccessible(page)
      const overflow = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        return scrollWidth - clientWidth
      })
      expect(overflow).toBeLessThanOrEqual(0)
    }
    await page.setViewportSize(wide)
  }
}

/** The same at the widths of a phone and of a desk, whichever the test has. */
export const expectGoodAtBothWidths = (page: Page): Promise<void> => expectGood(page, [375, 1280])
