import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { CHEAP_PASSWORDS } from './testing/cheap-passwords.ts'
import { HangWatch } from './testing/hang-watch.ts'
import { LongestFirst } from './testing/longest-first.ts'
import { PATIENCE_MILLISECONDS } from './testing/patience-milliseconds.ts'

/**
 * It is separate from vite.config.ts, whose root is client/. Unit tests need nothing but Node. Stack tests share one
 * PostgreSQL cluster, which testing/cluster.ts starts and stops. The files of a worker share their modules.
 */
export default defineConfig({
  test: {
    // Much of a stack test is waiting, so there are more files at once than cores.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    reporters: ['default', new HangWatch()],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{wire,client,server,supabase,scripts,testing,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.stack.test.ts', '**/*.alone.test.{ts,tsx}'],
          isolate: false,
          setupFiles: ['./testing/clean-slate.ts', './testing/patience.ts'],
          // A property is tried hundreds of times, maybe on a machine that has other things to do.
          testTimeout: 60_000,
          expect: { poll: { timeout: PATIENCE_MILLISECONDS } },
        },
      },
      {
        // These load modules anew, so they share them with no other file.
        test: {
          name: 'unit-alone',
          include: ['{wire,client,server,supabase,scripts,testing,bench}/**/*.alone.test.{ts,tsx}'],
          isolate: true,
        },
      },
      {
        test: {
          name: 'stack',
          include: ['{wire,client,server,supabase,scripts,testing,bench}/**/*.stack.test.ts'],
          globalSetup: ['./testing/cluster.ts'],
          isolate: false,
          setupFiles: [
            './testing/clean-slate.ts',
            './testing/patience.ts',
            './testing/checked-rows.ts',
          ],
          env: CHEAP_PASSWORDS,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: PATIENCE_MILLISECONDS } },
        },
      },
    ],
  },
})
