import { z } from 'zod'
import { monitoringWindows } from './monitoring-windows.ts'
import { person } from '../people.ts'
import { counter, timestamp } from '../primitives.ts'

/** `GET /api/admin/monitoring` */
export const monitoringQuery = z.object({ window: z.enum(monitoringWindows).default('15m') })

/** What all relays counted in one step of time. */
export const monitoringStep = z.object({
  /** The beginning of the step. */
  at: timestamp,
  /** The most open sockets at one moment of the step. */
  sockets: counter,
  opened: counter,
  closed: counter,
  /** Messages stored. */
  sent: counter,
  /** Times that a device confirmed new messages of a conversation. */
  delivered: counter,
  /** Deliveries that a sync had to repair, because a connected client had missed messages. */
  repaired: counter,
  /** Milliseconds from commit to delivery. Null when nothing was delivered. */
  latency_p50: z.number().nullable(),
  latency_p95: z.number().nullable(),
})
export type MonitoringStep = z.infer<typeof monitoringStep>

/** The whole window. The success rate is 1 − repaired ÷ delivered; it is null when nothing was delivered. */
const monitoringTotals = monitoringStep.omit({ at: true, sockets: true }).extend({
  success_rate: z.number().min(0).max(1).nullable(),
})

/** What an administrator sees. It holds nothing of messages. */
export const monitoring = z.object({
  as_of: timestamp,
  step_seconds: z.int(),
  /** Relays that reported within the last 30 seconds. */
  nodes: counter,
  sockets: counter,
  /** People with an open socket. A person on two nodes counts on each of them. */
  people: counter,
  totals: monitoringTotals,
  /** Oldest first. A step in which no relay reported has only zeros. */
  steps: z.array(monitoringStep),
  /** Why sockets closed in the window, the most frequent first. */
  closed: z.array(z.object({ reason: z.string(), count: counter })),
  /** The people with the most open sockets, at most 50. */
  connections: z.array(z.object({ person, sockets: counter })),
})
export type Monitoring = z.infer<typeof monitoring>
