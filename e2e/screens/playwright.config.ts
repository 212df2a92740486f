import { defineConfig } from '@playwright/test'
import tests from '../playwright.config.ts'

/** `npm run screens`: a picture of every screen, at every width and look, in the folder `screens`. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: 'take.ts',
  globalSetup: '../global-setup.ts',
  workers: 1,
  timeout: 600_000,
  use: { ...tests.use, actionTimeout: 15_000 },
})
