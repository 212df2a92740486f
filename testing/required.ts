import { test } from 'vitest'
import { findProgram } from './supabase-cli/run.ts'

/**
 * Whether the tests that need a program can run. Where they cannot, a test says so: on a laptop
 * loudly, in continuous integration by failing.
 */
export function hasProgram(name: string, why: string): boolean {
  const found = findProgram(name) !== null
  // oxlint-disable-next-line vitest/expect-expect -- it fails by throwing
  test(`${name} is installed`, ({ skip }) => {
    if (found) return
    const message = `${name} is not installed, so nobody has checked that ${why}`
    if (process.env.CI) throw new Error(message)
    console.warn(message)
    skip(message)
  })
  return found
}
