import { defineConfig } from 'vitest/config'

/**
 * Kept apart from vite.config.ts, whose root is client/. Unit tests need nothing but Node;
 * stack tests share one PostgreSQL cluster that testing/cluster.ts starts and stops.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{wire,client,server,supabase,scripts,testing}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.stack.test.ts'],
        },
      },
      {
        test: {
          name: 'stack',
          include: ['{wire,client,server,supabase,scripts,testing}/**/*.stack.test.ts'],
          globalSetup: ['./testing/cluster.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
