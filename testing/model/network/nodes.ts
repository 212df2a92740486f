import { createNodes, type Nodes, type NodeWatch } from '../../../server/nodes/nodes.ts'
import { silent } from '../../silence.ts'
import type { Place } from '../ambient.ts'
import type { ModelBus } from './bus.ts'
import type { Told } from '../told.ts'

/** A relay that is killed is missed after five beats. */
const BEAT_MILLISECONDS = 2_000
const key = Buffer.alloc(32, 'a key of the model')
/** The counters that no run looks at. */
const unwatched: NodeWatch = {
  nodesHeard: () => undefined,
  framesSent: () => undefined,
  framesReceived: () => undefined,
  framesMissed: () => undefined,
  deafFor: () => undefined,
}

/** The real nodes of one relay, on the bus of the model. */
export const nodesAt = (place: Place, bus: ModelBus, told: Told): Nodes =>
  createNodes({
    key,
    openBus: bus.openAt(place),
    watch: { ...unwatched, framesMissed: () => void told.missed++ },
    log: silent,
    beatMilliseconds: BEAT_MILLISECONDS,
  })
