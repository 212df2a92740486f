import { test as base } from '@playwright/test'

export { expect } from '@playwright/test'

/** Closes every window of a test with it: left open, each would go on syncing beside all later tests. */
export const test = base.extend<{ tidy: void }>({
  tidy: [
    async ({ browser }, use) => {
      await use()
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    { auto: true },
  ],
})
