import { io, type Socket } from 'socket.io-client'
import type {
  Ack,
  ClientEvent,
  ClientToServer,
  Payload,
  Push,
  ServerEvent,
  ServerToClient,
} from '../wire/socket.ts'

export type TestSocket = Socket<ServerToClient, ClientToServer>

export interface TestAnswer {
  status: number
  /** Parsed JSON, or null without a body. */
  body: any
  headers: Headers
}

/**
 * The behaviour of a browser without a page: it keeps cookies, and sends its Origin and Parley's header. A test can
 * override everything, to send false values.
 */
export class TestBrowser {
  readonly cookies = new Map<string, string>()
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  /** Another browser with the same cookies: a stolen copy, or the same browser at an earlier moment. */
  copy(): TestBrowser {
    const copy = new TestBrowser(this.url)
    for (const [name, value] of this.cookies) copy.cookies.set(name, value)
    return copy
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async call(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string | undefined> } = {},
  ): Promise<TestAnswer> {
    const headers = new Headers()
    const wanted: Record<string, string | undefined> = {
      origin: this.url,
      'x-parley-client': '1',
      cookie: this.cookieHeader || undefined,
      'content-type': options.body === undefined ? undefined : 'application/json',
      ...options.headers,
    }
    for (const [name, value] of Object.entries(wanted)) {
      if (value !== undefined) headers.set(name, value)
    }
    const body = options.body === undefined ? null : JSON.stringify(options.body)
    const response = await fetch(`${this.url}${path}`, { method, headers, body })
    this.keep(response.headers.getSetCookie())
    const text = await response.text()
    return {
      status: response.status,
      body: text === '' ? null : JSON.parse(text),
      headers: response.headers,
    }
  }

  bridge(accessToken: string): Promise<TestAnswer> {
    return this.call('POST', '/api/auth/session/bridge', {
      headers: { authorization: `Bearer ${accessToken}` },
    })
  }

  refresh(): Promise<TestAnswer> {
    return this.call('POST', '/api/auth/session/refresh')
  }

  /** A socket that has not connected yet; `headers` override the handshake's. */
  socket(headers: Record<string, string> = {}, transports = ['websocket']): TestSocket {
    return io(this.url, {
      transports,
      autoConnect: false,
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie: this.cookieHeader, origin: this.url, ...headers },
    })
  }

  /** A socket that the relay accepts. Resolves when the server has confirmed it. */
  async connect(): Promise<{ socket: TestSocket; hello: Push<'connection:established'> }> {
    const socket = this.socket()
    const refused = new Promise<never>((_, reject) => socket.once('connect_error', reject))
    const hello = next(socket, 'connection:established')
    socket.connect()
    return { socket, hello: await Promise.race([hello, refused]) }
  }

  private keep(setCookies: string[]): void {
    for (const line of setCookies) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
      if (/max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

/** The next push of this kind. */
export function next<E extends ServerEvent>(socket: TestSocket, event: E): Promise<Push<E>> {
  const untyped = socket as unknown as { once(event: string, got: (push: Push<E>) => void): void }
  return new Promise((resolve) => untyped.once(event, resolve))
}

/** Emits and resolves with the ack. */
export function ask<E extends ClientEvent>(
  socket: TestSocket,
  event: E,
  payload: Payload<E>,
): Promise<Ack<E>> {
  const untyped = socket as unknown as {
    emitWithAck(event: string, payload: unknown): Promise<Ack<E>>
  }
  return untyped.emitWithAck(event, payload)
}
