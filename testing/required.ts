import { test } from 'vitest'
import { findProgram } from './supabase-cli/run.ts'

/**
 * Whether the tests that need a program can run. Where they cannot, a test reports it: a warning on a laptop, a failure
 * in continuous integration.
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
