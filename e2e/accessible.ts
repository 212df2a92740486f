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
  // This rule belongs to WCAG 2.2 AA. axe does not run it by itself either.
  'target-size',
]
const rules = Object.fromEntries(experimental.map((rule) => [rule, { enabled: true }]))

/** ARIA 1.2 has a separator that takes the focus, and the guards of a dialog only pass the focus on. axe knows neither. */
const isKnownStop = (html: string) => /role="separator"|data-radix-focus-guard/.test(html)

/** The rules about colours. A change of the theme can break no other rule. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** Every axe rule of WCAG 2.2 AA and of best practice and the experimental ones, on the current page. */
async function expectAccessible(page: Page, only?: string[]): Promise<void> {
  const options =
    only === undefined ? { rules } : { runOnly: { type: 'rule' as const, values: only } }
  // The other mode draws its conclusions in a page of its own, for frames of other sites. Parley has no frames.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ ...options, resultTypes: ['violations'] })
    .analyze()
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
 * Checks both themes without sideways scrolling, at the present width or at those given, and at 400 % zoom (320 CSS
 * pixels). Every rule runs once at each width, and the rules about colours in each theme.
 */
export async function expectGood(page: Page, ...widths: number[]): Promise<void> {
  const before = page.viewportSize()!
  const wide = widths.map((width) => ({ width, height: width < 768 ? 700 : 800 }))
  const sizes = [...(wide.length === 0 ? [before] : wide), { width: 320, height: 640 }]
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, colorScheme === 'light' ? undefined : ofColours)
      const overflow = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        return scrollWidth - clientWidth
      })
      expect(overflow).toBeLessThanOrEqual(0)
    }
  }
  await page.setViewportSize(sizes.at(-2)!)
}

/** The same at the widths of a phone and of a desk. The page then has its own width again. */
export async function expectGoodAtBothWidths(page: Page): Promise<void> {
  const before = page.viewportSize()!
  await expectGood(page, 375, 1280)
  await page.setViewportSize(before)
}
