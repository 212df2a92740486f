import { connect, type Socket } from 'node:net'
import { Lane, type Misfortune, type Toll } from './misfortune.ts'
import type { Random } from './random.ts'
import { FrameSplitter, textOf } from './web-socket-frames.ts'

export type Direction = 'to the relay' | 'to the page'
export interface Frame {
  direction: Direction
  /** A frame as Engine.IO and Socket.IO wrote it: `42["event",…]`, `431[…]`. */
  text: string
}

export interface Conditions {
  random: Random
  toll: Toll
  misfortune(): Misfortune
  /** Decides about single frames before the random faults do. */
  isLost(frame: Frame): boolean
}

/** Events and acks of Socket.IO. The handshake and the heartbeat are no concern of the tests. */
const isSpoken = (text: string) => /^4[23]/.test(text)

/**
 * One TCP connection through the network. HTTP passes unchanged. After the upgrade to a WebSocket, the faults of the
 * network apply to its frames. The greeting of the relay always arrives: without it, a page would wait for its whole
 * time limit.
 */
export class FaultyConnection {
  readonly #page: Socket
  readonly #relay: Socket
  readonly #lanes: Lane[] = []
  readonly #conditions: Conditions
  #greeted = false
  #isSwallowed = false

  constructor(page: Socket, target: number, conditions: Conditions) {
    this.#page = page
    this.#relay = connect({ host: '127.0.0.1', port: target, noDelay: true })
    this.#conditions = conditions
    for (const end of [this.#page, this.#relay]) {
      end.setNoDelay(true)
      end.on('error', () => this.cut())
      end.on('close', () => this.#isSwallowed || this.cut())
    }
    page.once('data', (head: Buffer) => {
      if (this.#isSwallowed) return
      this.#relay.write(head)
      if (/\r\nupgrade: websocket\r\n/i.test(head.toString('latin1'))) this.#speakFrames()
      else this.#speakBytes()
    })
  }

  /** From now on nothing arrives, and neither end learns of it, nor that its peer has left. */
  swallow(): void {
    this.#isSwallowed = true
    for (const lane of this.#lanes) lane.stop()
    for (const end of [this.#page, this.#relay]) {
      end.unpipe()
      end.removeAllListeners('data')
      end.resume()
    }
  }

  cut(): void {
    for (const lane of this.#lanes) lane.stop()
    this.#page.destroy()
    this.#relay.destroy()
  }

  #speakBytes(): void {
    this.#page.pipe(this.#relay)
    this.#relay.pipe(this.#page)
  }

  #speakFrames(): void {
    let answer = Buffer.alloc(0)
    const onAnswer = (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk])
      const end = answer.indexOf('\r\n\r\n')
      if (end === -1) return
      this.#relay.off('data', onAnswer)
      this.#page.write(answer.subarray(0, end + 4))
      const toPage = this.#carry('to the page', this.#page)
      this.#relay.on('data', toPage)
      this.#page.on('data', this.#carry('to the relay', this.#relay))
      toPage(answer.subarray(end + 4))
    }
    this.#relay.on('data', onAnswer)
  }

  #carry(direction: Direction, to: Socket): (chunk: Buffer) => void {
    const splitter = new FrameSplitter()
    const { random, toll, misfortune, isLost } = this.#conditions
    const lane = new Lane(random, toll, (frame) => void (to.writable && to.write(frame)))
    this.#lanes.push(lane)
    return (chunk) => {
      for (const frame of splitter.push(chunk)) {
        const text = textOf(frame)
        if (!isSpoken(text) || this.#isGreeting(direction)) lane.pass(frame)
        else if (!isLost({ direction, text })) lane.suffer(frame, misfortune())
      }
    }
  }

  #isGreeting(direction: Direction): boolean {
    if (this.#greeted || direction === 'to the relay') return false
    this.#greeted = true
    return true
  }
}
