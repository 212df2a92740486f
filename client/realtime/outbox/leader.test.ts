// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { createLeader } from './leader.ts'

afterEach(() => vi.unstubAllGlobals())

test('without Web Locks, as in a page that is not secure, every tab sends', () => {
  vi.stubGlobal('navigator', {})
  const tabs = [createLeader('ada'), createLeader('ada')]
  const leads = tabs.map((tab) => {
    const told = vi.fn<(isLeader: boolean) => void>()
    tab.onLead(told)
    return told
  })
  for (const told of leads) expect(told.mock.calls).toEqual([[true]])
  for (const tab of tabs) tab.stop()
})
