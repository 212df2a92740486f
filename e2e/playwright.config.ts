import { defineConfig, devices } from '@playwright/test'
import { findHeadlessChromium } from './chromium.ts'

const chromium = await findHeadlessChromium()

/** Real browsers against a real Parley. The global setup starts it on its own port and in its own folder. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './global-setup.ts',
  // On two cores, three tests at once take an eighth less than two, because a test often waits for an answer.
  workers: 3,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  timeout: 90_000,
  globalTimeout: 40 * 60_000,
  expect: { timeout: 25_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    screenshot: 'only-on-failure',
    // A trace costs a quarter of the run. `npx playwright test --config e2e/playwright.config.ts --trace on` records one.
    trace: 'off',
    launchOptions: {
      executablePath: chromium,
      args: [
        ...['--no-sandbox', '--disable-gpu'],
        // A microphone that beeps, and that nobody has to allow.
        ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
      ],
    },
  },
})
