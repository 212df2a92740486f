import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { codeOf, DatabaseUnreachable } from './faults.ts'
import {
  isFatal,
  message,
  MessageScanner,
  MessageSplitter,
  simpleQuery,
  stateOf,
} from './protocol.ts'
import { startupOf } from './startup.ts'

/** A server that does not close the connection in this time is left alone. */
const FAREWELL_MILLISECONDS = 1_000

/**
 * `greeting`: the startup until the first "ready". `setting`: our own settings. After that the driver uses the
 * connection.
 */
type Phase = 'dialling' | 'greeting' | 'setting' | 'open' | 'closed'

/**
 * The socket that the driver uses. It adds four things that the driver lacks. It makes every startup message leave (see
 * `startup.ts`). It sets the limits of a session by a statement, because poolers refuse them in the startup packet. It
 * knows whether an answer is due, so that a silent connection can be ended. Its error messages hold no piece of the
 * address.
 */
export class DatabaseConnection extends EventEmitter {
  /** How often the watch has looked since an answer became due. */
  waiting = 0
  /** How often the watch has looked since the last byte arrived. */
  silent = 0
  readonly #abort = new AbortController()
  readonly #settings: string
  readonly #asked = new MessageScanner()
  readonly #answered = new MessageScanner()
  readonly #startup = new MessageSplitter()
  #socket: Socket | null = null
  #unsent: Buffer[] = []
  #phase: Phase = 'dialling'
  #greeting: Buffer = Buffer.alloc(0)
  /** The number of answers that are due. */
  #owed = 0
  /** Whether a request has begun that is not complete. */
  #hasBegun = false
  #hasIntroducedItself = false

  constructor(dial: (signal: AbortSignal) => Promise<Socket>, settings: string) {
    super()
    this.#settings = settings
    dial(this.#abort.signal).then(
      (socket) => this.#opened(socket),
      (error: unknown) => this.#fail(error),
    )
  }

  /** Whether the server has to answer. Before the driver has the connection, the driver's own limit applies. */
  get isOwed(): boolean {
    return this.#phase === 'open' && (this.#owed > 0 || this.#hasBegun)
  }

  get readyState(): string {
    if (this.#phase === 'dialling') return 'opening'
    return this.#phase === 'closed' ? 'closed' : (this.#socket?.readyState ?? 'closed')
  }

  /**
   * Always true, which means "go on". After false, which means "wait", the driver would not reserve the connection for the
   * BEGIN that it just wrote. A `drain` would then give the connection to another query, while the transaction has none.
   */
  write(chunk: Buffer, done?: () => void): true {
    if (this.#phase === 'closed') return true
    const toSend = this.#hasIntroducedItself ? chunk : startupOf(chunk)
    this.#note(toSend)
    if (this.#socket === null) this.#unsent.push(toSend)
    else this.#socket.write(toSend, done)
    return true
  }

  end(chunk: Buffer): void {
    if (this.#socket === null) return this.destroy()
    this.#socket.end(chunk)
    const timer = setTimeout(() => this.destroy(), FAREWELL_MILLISECONDS).unref()
    this.once('close', () => clearTimeout(timer))
  }

  /** Ends the connection at once, with everything on it. The server may never answer. */
  destroy(error?: DatabaseUnreachable): void {
    if (error === undefined) this.#close(false)
    else this.#fail(error)
  }

  setKeepAlive(isOn: boolean, delay: number): void {
    this.#socket?.setKeepAlive(isOn, delay)
  }

  pause(): void {
    this.#socket?.pause()
  }

  resume(): void {
    this.#socket?.resume()
  }

  #opened(socket: Socket): void {
    if (this.#phase === 'closed') return void socket.destroy()
    this.#socket = socket
    this.#phase = 'greeting'
    socket.on('data', (chunk: Buffer) => this.#heard(chunk))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => {
      // When a startup only closes, the driver tries again for ever. It passes an error on.
      if (this.#phase === 'open' && !this.isOwed) this.#close(false)
      else this.#fail(new DatabaseUnreachable('CLOSED'))
    })
    for (const chunk of this.#unsent) socket.write(chunk)
    this.#unsent = []
  }

  #note(chunk: Buffer): void {
    if (!this.#hasIntroducedItself) {
      this.#hasIntroducedItself = true
      this.#owed = 1
      return
    }
    if (!this.isOwed) this.waiting = 0
    this.#asked.scan(chunk, (type) => {
      if (type === message.query || type === message.sync) {
        this.#owed++
        this.#hasBegun = false
      } else if (type !== message.password && type !== message.terminate) {
        this.#hasBegun = true
      }
    })
  }

  #heard(chunk: Buffer): void {
    this.silent = 0
    if (this.#phase !== 'open') {
      for (const one of this.#startup.push(chunk)) this.#start(one)
      return
    }
    let last: Buffer | null = null
    this.#answered.scan(chunk, (type, start) => {
      if (type === message.error && start >= 0) last = chunk.subarray(start)
      if (type !== message.ready) return
      this.#owed--
      this.waiting = 0
    })
    if (last !== null && isFatal(last)) this.#end(chunk, last)
    else this.emit('data', chunk)
  }

  /** The driver would give these last messages to the first query of the next connection. */
  #end(chunk: Buffer, last: Buffer): void {
    const before = chunk.subarray(0, chunk.length - last.length)
    if (before.length > 0) this.emit('data', before)
    this.#fail(new DatabaseUnreachable(stateOf(last)))
  }

  /** The driver learns that the server is ready only after the server accepted our settings. */
  #start(one: Buffer): void {
    const [type] = one
    if (type === message.error) return this.#fail(new DatabaseUnreachable(stateOf(one)))
    const isReady = type === message.ready
    if (this.#phase === 'greeting') {
      if (!isReady) return void this.emit('data', one)
      this.#phase = 'setting'
      this.#greeting = one
      this.#socket?.write(simpleQuery(this.#settings))
    } else if (this.#phase === 'setting' && isReady) {
      this.#phase = 'open'
      this.#owed = 0
      this.waiting = 0
      this.emit('data', this.#greeting)
    }
  }

  #fail(error: unknown): void {
    if (this.#phase === 'closed') return
    const told =
      error instanceof DatabaseUnreachable ? error : new DatabaseUnreachable(codeOf(error))
    this.#close(true, told)
  }

  #close(hadError: boolean, error?: DatabaseUnreachable): void {
    if (this.#phase === 'closed') return
    this.#phase = 'closed'
    this.#abort.abort()
    this.#socket?.destroy()
    // The driver goes on after an answer in later steps, and would write to the socket that it has given up. So its
    // steps come first. https://github.com/porsager/postgres/issues/1208
    setImmediate(() => {
      if (error !== undefined) this.emit('error', error)
      this.emit('close', hadError)
    })
  }
}
