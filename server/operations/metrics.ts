import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'

export interface Metrics {
  /** `isOutdated` says that the page's protocol is older than the relay's. */
  socketOpened(page: { isOutdated: boolean }): void
  /** `reason` comes from a fixed list of Socket.IO, or is `unread`. So it is safe as a label. */
  socketClosed(reason: string): void
  /** The age in seconds of the oldest message that the search does not find yet. */
  searchLag(seconds: number): void
  /** Prometheus text format. */
  text(): Promise<string>
}

/** A registry of its own, so that two relays in one process do not share counters. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const open = new Gauge({ name: 'parley_sockets', help: 'Open sockets', registers })
  const opened = new Counter({
    name: 'parley_sockets_opened_total',
    help: 'Sockets opened',
    registers,
  })
  const outdated = new Counter({
    name: 'parley_sockets_outdated_total',
    help: 'Sockets opened by pages of an older protocol',
    registers,
  })
  const closed = new Counter({
    name: 'parley_sockets_closed_total',
    help: 'Sockets closed',
    labelNames: ['reason'],
    registers,
  })
  const searchLag = new Gauge({
    name: 'parley_search_lag_seconds',
    help: 'Age of the oldest message that the search does not find yet',
    registers,
  })
  return {
    searchLag: (seconds) => searchLag.set(seconds),
    socketOpened({ isOutdated }) {
      open.inc()
      opened.inc()
      if (isOutdated) outdated.inc()
    },
    socketClosed(reason) {
      open.dec()
      closed.inc({ reason })
    },
    text: () => registry.metrics(),
  }
}
