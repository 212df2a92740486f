import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hasProgram } from '../required.ts'
import { CleanClone } from './clean-clone.ts'
import { findNpm, runNpm } from './npm.ts'

vi.setConfig({ testTimeout: 120_000 })

const hasGit = hasProgram('git', 'an installation changes no tracked file')

describe.skipIf(!hasGit).each(['10', '11'])('npm %s', (major) => {
  const npm = findNpm(major)

  // oxlint-disable-next-line vitest/expect-expect -- it fails by throwing
  test('can be had', ({ skip }) => {
    if (npm.found) return
    const message = `npm ${major} cannot be had, so nobody has checked what it installs:\n${npm.reason}`
    if (process.env.CI) throw new Error(message)
    console.warn(message)
    skip(message)
  })

  describe.skipIf(!npm.found)('in a clean clone', () => {
    let clone: CleanClone
    beforeAll(() => {
      clone = new CleanClone()
    })
    afterAll(() => clone.remove())

    // Unpacking would take a minute each time. Without it, npm still reads, completes and writes its lock file.
    test.each([
      ['ci', '--dry-run'],
      ['install', '--package-lock-only'],
    ])('%s changes no tracked file and warns of no engine', (...args) => {
      const { code, output } = runNpm(major, args, clone.root)
      expect(code, output).toBe(0)
      expect(output).not.toContain('EBADENGINE')
      expect(clone.changes()).toBe('')
    })
  })
})
