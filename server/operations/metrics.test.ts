import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const metrics = createMetrics({
  connectionUse: () => ({ open: 5, busy: 2, most: 7 }),
  waitingMessages: () => 3,
})
let text: string
beforeAll(async () => {
  text = await metrics.text()
})

const namesOf = (metric: string) => [...metric.matchAll(/^# TYPE (\S+) (\w+)$/gm)]

/** Every name that a query may use. A histogram has three. */
const queried = () =>
  new Set(
    namesOf(text).flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
    ),
  )

test('the dashboard asks only for metrics that exist', () => {
  const { panels } = JSON.parse(read('deploy/grafana-dashboard.json')) as {
    panels: { targets?: { expr: string }[] }[]
  }
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
  const asked = expressions.flatMap((expr) => expr.match(/\b(parley|nodejs|process)_\w+/g) ?? [])
  expect(asked.length).toBeGreaterThan(15)
  expect(asked.filter((name) => !queried().has(name))).toEqual([])
})

test('the dashboard shows every metric of Parley, and docs/operations.md explains it', () => {
  const own = namesOf(text)
    .map(([, name = '']) => name)
    .filter((name) => name.startsWith('parley_'))
  expect(own.length).toBeGreaterThan(12)
  const dashboard = read('deploy/grafana-dashboard.json')
  expect(own.filter((name) => !dashboard.includes(name))).toEqual([])
  const guide = read('docs/operations.md')
  expect(own.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})

test('what the relay holds now is read when somebody asks', () => {
  expect(text).toContain('parley_writer_queue 3')
  expect(text).toContain('parley_database_connections_busy 2')
  expect(text).toContain('parley_database_connections_max 7')
})

test('what was counted can be read as numbers', async () => {
  metrics.socketOpened({ isOutdated: false })
  metrics.socketClosed('transport close')
  metrics.batchBegan(3, 20)
  metrics.batchAnnounced(3, 4)
  metrics.batchAnnounced(1, 90_000)
  metrics.gapsFound(0)
  expect(await metrics.counted()).toMatchObject({
    opened: 1,
    closed: { 'transport close': 1 },
    stored: 4,
    gaps: 0,
    latencies: [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2],
  })
})
