import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { FileWatch } from '../attachments/storage/file-watch.ts'
import type { ReceiptObserver } from '../conversations/receipt-events.ts'
import type { SyncObserver } from '../conversations/sync-events.ts'
import type { ConnectionUse } from '../database/client.ts'
import type { WriterObserver } from '../messages/store/message-writer.ts'
import type { NodeWatch } from '../nodes/nodes.ts'
import { watchFiles } from './file-metrics.ts'
import { watchNodes } from './node-metrics.ts'

export interface Metrics extends WriterObserver, ReceiptObserver, SyncObserver {
  /** `isOutdated` says that the page's protocol is older than the relay's. */
  socketOpened(page: { isOutdated: boolean }): void
  /** `reason` comes from a fixed list of Socket.IO, or is `unread`. So it is safe as a label. */
  socketClosed(reason: string): void
  nodes: NodeWatch
  files: FileWatch
  /** Everything that this relay has counted since it started. */
  counted(): Promise<Counted>
  /** The age in seconds of the oldest message that the search does not find yet. */
  searchLag(seconds: number): void
  /** One commit deleted the content of so many messages that had disappeared. */
  endedCollected(messages: number): void
  /** The age in seconds of the oldest message that has disappeared and still has its content. */
  endedLag(seconds: number): void
  /** Prometheus text format. */
  text(): Promise<string>
}

/** The counts since the start of the relay. */
export interface Counted {
  opened: number
  closed: Record<string, number>
  stored: number
  confirmed: number
  gaps: number
  duplicates: number
  /** How many messages took at most so many seconds from commit to frame, by the bounds of `latencyBounds`. */
  latencies: number[]
}

/** What the metrics read when they are asked. */
export interface Measured {
  connectionUse(): ConnectionUse
  waitingMessages(): number
}

/** Seconds. The last bucket of a histogram has no bound. */
export const latencyBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
const waitBounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5]
const sizeBounds = [1, 2, 5, 10, 20, 50, 100, 200]

/** How often the delay of the event loop is looked at. Each look wakes an idle relay: every 10 ms was a third of its work. */
const LAG_MILLISECONDS = 50

/** A registry of its own, so that two relays in one process do not share counters. */
export function createMetrics({ connectionUse, waitingMessages }: Measured): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_MILLISECONDS })
  const registers = [registry]
  const counter = (name: string, help: string) => new Counter({ name, help, registers })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name, help, buckets, registers })

  const open = new Gauge({ name: 'parley_sockets', help: 'Open sockets', registers })
  const opened = counter('parley_sockets_opened_total', 'Sockets opened')
  const outdated = counter(
    'parley_sockets_outdated_total',
    'Sockets opened by pages of an older protocol',
  )
  const closed = new Counter({
    name: 'parley_sockets_closed_total',
    help: 'Sockets closed',
    labelNames: ['reason'],
    registers,
  })
  const stored = counter('parley_messages_stored_total', 'Messages stored')
  const duplicates = counter(
    'parley_duplicates_suppressed_total',
    'Messages that came again and were answered with the first one',
  )
  const confirmed = counter(
    'parley_deliveries_total',
    'Times that a device confirmed new messages of a conversation',
  )
  const gaps = counter(
    'parley_delivery_gaps_total',
    'Times that a connected client had missed messages of a conversation, and sync brought them',
  )
  const latency = histogram(
    'parley_commit_to_delivery_seconds',
    'From the commit of a batch until its frames are with the sockets of this node',
    latencyBounds,
  )
  const size = histogram('parley_writer_batch_size', 'Messages in one batch', sizeBounds)
  const wait = histogram(
    'parley_writer_wait_seconds',
    'How long the oldest message of a batch waited',
    waitBounds,
  )
  gauge('parley_writer_queue', 'Messages that are not stored or refused yet', waitingMessages)
  gauge(
    'parley_database_connections',
    'Open connections to the database',
    () => connectionUse().open,
  )
  gauge(
    'parley_database_connections_busy',
    'Connections that wait for an answer of the database',
    () => connectionUse().busy,
  )
  gauge(
    'parley_database_connections_max',
    'The most connections this relay opens',
    () => connectionUse().most,
  )

  const searchLag = new Gauge({
    name: 'parley_search_lag_seconds',
    help: 'Age of the oldest message that the search does not find yet',
    registers,
  })
  const endedLag = new Gauge({
    name: 'parley_ended_messages_lag_seconds',
    help: 'Age of the oldest message that has disappeared and still has its content in the database',
    registers,
  })
  const endedCollected = counter(
    'parley_ended_messages_total',
    'Messages that disappeared and whose content this relay deleted',
  )
  return {
    searchLag: (seconds) => searchLag.set(seconds),
    endedLag: (seconds) => endedLag.set(seconds),
    endedCollected: (messages) => endedCollected.inc(messages),
    socketOpened({ isOutdated }) {
      open.inc()
      opened.inc()
      if (isOutdated) outdated.inc()
    },
    socketClosed(reason) {
      open.dec()
      closed.inc({ reason })
    },
    nodes: watchNodes(registry),
    files: watchFiles(registry),
    batchBegan(messages, waited) {
      size.observe(messages)
      wait.observe(waited / 1000)
    },
    batchAnnounced(messages, took) {
      stored.inc(messages)
      latency.observe(took / 1000)
    },
    duplicateSuppressed: () => duplicates.inc(),
    receiptMoved: () => confirmed.inc(),
    gapsFound(conversations) {
      if (conversations > 0) gaps.inc(conversations)
    },
    async counted() {
      const read = async (one: Counter) => (await one.get()).values[0]?.value ?? 0
      const reasons = (await closed.get()).values.map(({ labels, value }) => [labels.reason, value])
      const buckets = (await latency.get()).values
        .filter(({ metricName }) => metricName?.endsWith('_bucket'))
        .map(({ value }) => value)
      return {
        opened: await read(opened),
        closed: Object.fromEntries(reasons) as Record<string, number>,
        stored: await read(stored),
        confirmed: await read(confirmed),
        gaps: await read(gaps),
        duplicates: await read(duplicates),
        latencies: buckets,
      }
    },
    text: () => registry.metrics(),
  }
}
