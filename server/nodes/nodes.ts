import { randomBytes } from 'node:crypto'
import type { Logger } from '../logger.ts'
import { joinedIn, type Act, type NodeAction, type NodeActions } from './actions.ts'
import { createAsking, type Answers } from './asking.ts'
import type { OpenBus } from './bus.ts'
import { decodeBatch, encodeFrame, type Frame } from './frames.ts'
import { createHearing } from './hearing.ts'
import { createOutbox } from './outbox.ts'
import { createPeers } from './peers.ts'
import { createSeal, isFromLongAgo, NODE_ID_BYTES, nodeIdOf } from './seal.ts'

/** The longest wait at the end, when the bus takes nothing. */
const CLOSING_MILLISECONDS = 1_000
/** The longest wait at the start until this node hears itself. */
const OPENING_MILLISECONDS = 1_500

/** For so many beats after a batch that was left out, no answer counts as complete. */
const LEFT_OUT_BEATS = 2

/** What the counters of the relay are told. */
export interface NodeWatch {
  /** Other nodes that are heard now. */
  nodesHeard(count: number): void
  framesSent(count: number): void
  framesReceived(count: number): void
  framesMissed(): void
  deafFor(seconds: number): void
}

export interface NodeListener {
  /** Frames of another node were missed. What they would have changed here is unknown. */
  onMissed?(): void
  /** This node hears nobody, and a beat has passed. */
  onDeaf?(): void
  /** This node hears again, or for the first time. */
  onHearing?(): void
  /** Another node was heard for the first time, or asks for everything. */
  onNewcomer?(): void
  onGone?(nodeId: string): void
}

/** What this relay and the others on the same database say to each other. */
export interface Nodes {
  readonly isAlone: boolean
  /**
   * One of the nodes that hear each other is the first. It does what one of them must do soon. At a start, or while a node
   * hears nobody, there may be two or none for some seconds.
   */
  readonly isFirst: boolean
  /** Whether this node hears itself, and so would hear others. */
  readonly isHearing: boolean
  /**
   * Says it to the other nodes. It may be lost. Nothing is sent while there is no other node. What is of little `worth`
   * waits a little for more. Nothing that is said later overtakes it.
   */
  tell<A extends NodeAction>(action: A, args: NodeActions[A], push?: unknown, worth?: number): void
  /** Says it, and resolves when all have done it, or after a second. */
  ask<A extends NodeAction>(action: A, args: NodeActions[A]): Promise<Answers>
  on<A extends NodeAction>(action: A, act: Act<A>): void
  listen(listener: NodeListener): void
  /** Resolves when this node hears itself, or after a short time when the bus is away. */
  open(): Promise<void>
  close(): Promise<void>
}

/** The acts by their names. `on` has checked the types. */
type AnyAct = (args: readonly unknown[], from: Parameters<Act<NodeAction>>[1]) => unknown

export function createNodes({
  key,
  openBus,
  log,
  watch,
  beatMilliseconds,
}: {
  key: Buffer
  openBus: OpenBus
  log: Logger
  watch: NodeWatch
  beatMilliseconds: number
}): Nodes {
  const nodeId = randomBytes(NODE_ID_BYTES)
  const ownId = nodeId.toString('hex')
  const seal = createSeal(key)
  const peers = createPeers()
  const acts = new Map<string, AnyAct>()
  const listeners: NodeListener[] = []
  const asking = createAsking((late) =>
    log.warn({ nodes: late }, 'another node did not answer in time'),
  )
  const hearing = createHearing({
    log,
    onHearing() {
      peers.excuse()
      each((one) => one.onHearing?.())
    },
    onDeaf(isLong) {
      watch.deafFor(beatMilliseconds / 1_000)
      asking.endAll()
      each((one) => one.onDeaf?.())
      if (isLong) bus.reopen()
    },
  })
  const outbox = createOutbox(
    (text) => bus.send(seal.close(nodeId, text)),
    (frames) => watch.framesSent(frames),
  )
  let isClosed = false
  let hasToldStranger = false
  let hasToldOld = false
  /** While it is above 0, there may be a node that is not heard because a clock is wrong. */
  let leftOutBeats = 0
  let timer: NodeJS.Timeout | undefined
  const bus = openBus({ onBatch, onOpen: () => outbox.beat() })

  const each = (happened: (listener: NodeListener) => void) => listeners.forEach(happened)

  function say(action: string, args: readonly unknown[], push?: unknown, worth?: number): void {
    if (peers.count === 0) outbox.skip()
    else outbox.add(encodeFrame(action, args, push), worth)
  }

  function onBatch(batch: Buffer): void {
    if (isClosed) return
    if (nodeIdOf(batch).equals(nodeId)) return hearing.heardItself()
    const text = seal.open(batch)
    if (text === null) {
      if (!hasToldStranger) log.error('a node with another PARLEY_COOKIE_SECRET uses the same bus')
      hasToldStranger = true
      return
    }
    const from = nodeIdOf(batch).toString('hex')
    if (isFromLongAgo(batch)) return leaveOut(from, text)
    take(from, text)
  }

  /**
   * Either somebody repeats what was said before this node started, or a clock is wrong and the node is there. Then what
   * it says is missed, once a beat at most: whoever repeats something must not make much work.
   */
  function leaveOut(from: string, text: string): void {
    if (peers.isRepeat(from, decodeBatch(text, joinedIn).before)) return
    if (!hasToldOld) log.error('what a node sent long ago is left out: are the clocks right?')
    hasToldOld = true
    if (leftOutBeats < LEFT_OUT_BEATS) miss()
    leftOutBeats = LEFT_OUT_BEATS
  }

  function take(from: string, text: string): void {
    const { before, count, frames } = decodeBatch(text, joinedIn)
    const { isNew, hasMissed, isOld } = peers.heard(from, before, count)
    if (isOld) return
    watch.framesReceived(count)
    if (isNew) {
      log.info({ node: from }, 'another node is heard')
      watch.nodesHeard(peers.count)
    }
    if (isNew || hasMissed) {
      say('everything?', [])
      each((one) => one.onNewcomer?.())
    }
    for (const frame of frames) perform(from, frame)
    if (hasMissed) miss()
  }

  function miss(): void {
    watch.framesMissed()
    each((one) => one.onMissed?.())
  }

  function perform(from: string, { action, args, pushes }: Frame): void {
    const read = () => pushes.map((push) => JSON.parse(push) as never)
    const act = async () =>
      acts.get(action)?.(args, { nodeId: from, push: () => read()[0]!, pushes: read })
    act().catch((error: unknown) => {
      log.error({ err: error, action }, 'what another node said could not be done')
    })
  }

  function beat(): void {
    outbox.beat()
    if (leftOutBeats > 0) leftOutBeats--
    if (hearing.beat()) return
    for (const id of peers.beat()) {
      leave(id, 'another node is not heard any more')
      // It may have stored messages and died before it said so.
      miss()
    }
  }

  function leave(id: string, message: string): void {
    log.info({ node: id }, message)
    watch.nodesHeard(peers.count)
    asking.gone(id)
    each((one) => one.onGone?.(id))
  }

  acts.set('everything?', () => each((one) => one.onNewcomer?.()))
  acts.set('bye', (_args, { nodeId: from }) => {
    if (peers.forget(from)) leave(from, 'another node has stopped')
  })
  acts.set('answer', ([to, question, answer], { nodeId: from }) => {
    if (to === ownId) asking.answered(from, Number(question), answer)
  })
  acts.set('ask', async ([question, action, ...args], from) => {
    const answer = await acts.get(String(action))?.(args, from)
    say('answer', [from.nodeId, question, answer ?? null])
  })

  return {
    get isAlone() {
      return peers.count === 0
    },
    get isFirst() {
      return peers.ids().every((id) => ownId < id)
    },
    get isHearing() {
      return hearing.isHearing
    },
    tell: say,
    async ask(action, args) {
      if (peers.count === 0 || !hearing.isHearing) {
        say(action, args)
        return { answers: [], isComplete: peers.count === 0 && leftOutBeats === 0 }
      }
      const heard = await asking.wait(peers.ids(), (question) =>
        say('ask', [question, action, ...args]),
      )
      return { ...heard, isComplete: heard.isComplete && leftOutBeats === 0 }
    },
    on: (action, act) => void acts.set(action, act as AnyAct),
    listen: (listener) => void listeners.push(listener),
    async open() {
      timer = setInterval(beat, beatMilliseconds).unref()
      await within(OPENING_MILLISECONDS, hearing.begun)
    },
    async close() {
      clearInterval(timer)
      // What was stored last is announced in the next turn of the event loop.
      await new Promise((turn) => setImmediate(turn))
      say('bye', [])
      await within(CLOSING_MILLISECONDS, outbox.close())
      isClosed = true
      asking.endAll()
      await bus.close()
    },
  }
}

async function within(milliseconds: number, event: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))
  await Promise.race([event, late])
  clearTimeout(timer)
}
