import { expect, test } from 'vitest'
import { beginningOfDay } from './beginning-of-day.ts'

test.each([
  ['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31', 'Europe/Berlin', '2026-01-30T23:00:00.000Z'],
  ['2026-07-31', 'Europe/Berlin', '2026-07-30T22:00:00.000Z'],
  ['2026-01-31', 'America/Los_Angeles', '2026-01-31T08:00:00.000Z'],
  ['2026-01-31', 'Pacific/Kiritimati', '2026-01-30T10:00:00.000Z'],
  ['2026-01-31', 'Asia/Kolkata', '2026-01-30T18:30:00.000Z'],
  ['2026-01-31', 'Nowhere/Land', '2026-01-31T00:00:00.000Z'],
  // The clock was put forward at midnight: this day began at one.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  // This day was left out.
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ['9999-12-31', 'Asia/Tokyo', '9999-12-30T15:00:00.000Z'],
  ['0001-01-01', 'Asia/Tokyo', '0001-01-01T00:00:00.000Z'],
])('%s in %s begins at %s', (day, zone, moment) =>
  expect(beginningOfDay(day, zone).toISOString()).toBe(moment),
)
