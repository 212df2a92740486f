import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './testing/longest-first.ts'

/**
 * Kept apart from vite.config.ts, whose root is client/. Unit tests need nothing but Node;
 * stack tests share one PostgreSQL cluster that testing/cluster.ts starts and stops.
 */
export default defineConfig({
  test: {
    // Much of a stack test is waiting for the database: on two cores two files at once take a third less.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{wire,client,server,supabase,scripts,testing,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.stack.test.ts'],
          // A property is tried hundreds of times, maybe on a machine that has other things to do.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'stack',
          include: ['{wire,client,server,supabase,scripts,testing,bench}/**/*.stack.test.ts'],
          globalSetup: ['./testing/cluster.ts'],
          setupFiles: ['./testing/checked-rows.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
