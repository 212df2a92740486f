import { connect, type Socket } from 'node:net'

import { closeAtOnce } from '../web-socket.ts'
import type { Connection, Listener, Network } from './network.ts'

const DOMAIN = 'localhost'
const ROOMS = `conference.${DOMAIN}`
const STREAM = `<stream:stream to='${DOMAIN}' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>`
const END = Buffer.from('</message>')

export const nameOf = (person: number) => `p${person}`
const roomOf = (group: number) => `g${group}`

/** XMPP over plain TCP: SASL PLAIN, a resource, presence, and the newest page of the archive. */
export const xmppNetwork: Network = {
  // A message of the archive has no answer of its own. Its delivery says that it was stored.
  confirms: false,
  async open(address, person, listener) {
    const { host, port } = address
    const stream = new Stream(connect({ host, port, noDelay: true }))
    await stream.ask(STREAM, '</stream:features>')
    const login = Buffer.from(`\0${nameOf(person)}\0${address.keys[person]}`).toString('base64')
    await stream.ask(
      `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${login}</auth>`,
      '<success',
    )
    await stream.ask(STREAM, '</stream:features>')
    await stream.ask(
      `<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>r</resource></bind></iq>`,
      '</iq>',
    )
    await stream.ask(`<presence/>`, '<presence')
    await stream.ask(
      `<iq type='set' id='mam'><query xmlns='urn:xmpp:mam:2'>` +
        `<set xmlns='http://jabber.org/protocol/rsm'><max>1</max><before/></set></query></iq>`,
      `id='mam'`,
    )
    return stream.talk(person, listener)
  },
}

/** Members of a group enter it before they write. */
const enterRoom = (group: number, person: number) =>
  `<presence to='${roomOf(group)}@${ROOMS}/${nameOf(person)}'>` +
  `<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`

class Stream {
  readonly #socket: Socket
  #text = ''
  #wanted: { text: string; found(): void } | null = null
  #fail: (error: Error) => void = () => undefined
  readonly #ended: Promise<never>
  #listener: Listener | null = null
  #rest: Buffer = Buffer.alloc(0)

  constructor(socket: Socket) {
    this.#socket = socket
    this.#ended = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.#ended.catch(() => undefined)
    socket.on('data', (bytes) => this.#read(bytes))
    socket.on('error', () => undefined)
    socket.on('close', () => this.#fail(new Error(`the stream closed: ${this.#text}`)))
  }

  /** Writes, and resolves when this text has come. */
  ask(text: string, wanted: string): Promise<void> {
    const found = new Promise<void>((resolve) => {
      this.#text = ''
      this.#wanted = { text: wanted, found: resolve }
    })
    this.#socket.write(text)
    return Promise.race([found, this.#ended])
  }

  talk(person: number, listener: Listener): Connection {
    this.#listener = listener
    return {
      enter: async (group: number) => {
        this.#listener = null
        await this.ask(enterRoom(group, person), `code='110'`)
        this.#listener = listener
      },
      send: ({ kind, index }, _number, body) => {
        const to = kind === 'pair' ? `${nameOf(person ^ 1)}@${DOMAIN}` : `${roomOf(index)}@${ROOMS}`
        const type = kind === 'pair' ? 'chat' : 'groupchat'
        this.#socket.write(`<message to='${to}' type='${type}'><body>${body}</body></message>`)
      },
      close: () => closeAtOnce(this.#socket),
    }
  }

  #read(bytes: Buffer): void {
    if (this.#listener !== null) return this.#readMessages(bytes, this.#listener)
    this.#text += bytes.toString()
    if (this.#text.includes('<failure') || this.#text.includes("type='error'")) {
      return this.#fail(new Error(`refused: ${this.#text}`))
    }
    const wanted = this.#wanted
    if (wanted === null || !this.#text.includes(wanted.text)) return
    this.#wanted = null
    wanted.found()
  }

  /** Gives whole messages on, and keeps the one that is not complete. */
  #readMessages(bytes: Buffer, listener: Listener): void {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const end = all.lastIndexOf(END)
    if (end < 0) return void (this.#rest = all)
    this.#rest = all.subarray(end + END.length)
    listener.onMessages(all.subarray(0, end))
  }
}
