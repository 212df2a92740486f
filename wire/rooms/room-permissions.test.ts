import { expect, test } from 'vitest'
import type { Role } from '../permissions.ts'
import { mayWriteInRoom, slowModeOf } from './room-permissions.ts'

const roles: Role[] = ['owner', 'admin', 'member']

test.each(roles)(
  'a locked room is written in by a %s who is no member, a closed one never',
  (role) => {
    expect(mayWriteInRoom({ role }, { locked: false, closed: false })).toBe(true)
    expect(mayWriteInRoom({ role }, { locked: true, closed: false })).toBe(role !== 'member')
    expect(mayWriteInRoom({ role }, { locked: false, closed: true })).toBe(false)
    expect(slowModeOf({ role }, { slow_mode_seconds: 30 })).toBe(role === 'member' ? 30 : 0)
  },
)
