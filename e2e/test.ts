import { test as base } from '@playwright/test'

export { expect } from '@playwright/test'

/** Closes every window of a test. An open one would go on syncing during all later tests. */
export const test = base.extend<{ tidy: void }>({
  tidy: [
    async ({ browser }, use) => {
      await use()
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    { auto: true },
  ],
})
