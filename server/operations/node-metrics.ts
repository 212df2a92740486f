import { Counter, Gauge, type Registry } from 'prom-client'
import type { NodeWatch } from '../nodes/nodes.ts'

/** What this node hears of the others and says to them. */
export function watchNodes(registry: Registry): NodeWatch {
  const registers = [registry]
  const nodes = new Gauge({ name: 'parley_nodes', help: 'Other nodes that are heard', registers })
  const sent = new Counter({
    name: 'parley_node_frames_sent_total',
    help: 'Frames sent to other nodes',
    registers,
  })
  const received = new Counter({
    name: 'parley_node_frames_received_total',
    help: 'Frames received from other nodes',
    registers,
  })
  const missed = new Counter({
    name: 'parley_node_gaps_total',
    help: 'Times that frames of another node were missed',
    registers,
  })
  const deaf = new Counter({
    name: 'parley_node_deaf_seconds_total',
    help: 'Seconds in which this node heard no node, not even itself',
    registers,
  })
  return {
    nodesHeard: (count) => nodes.set(count),
    framesSent: (count) => sent.inc(count),
    framesReceived: (count) => received.inc(count),
    framesMissed: () => missed.inc(),
    deafFor: (seconds) => deaf.inc(seconds),
  }
}
