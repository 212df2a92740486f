import { accountRoutes } from '../../server/account/routes.ts'
import { blockRoutes } from '../../server/blocks/routes.ts'
import type { Config } from '../../server/config.ts'
import { createReadHandshake, type ReadHandshake } from '../../server/connections/read-handshake.ts'
import { removeWhileDeaf } from '../../server/connections/removed-while-deaf.ts'
import { conversationRoutes } from '../../server/conversations/routes.ts'
import type { Database } from '../../server/database/client.ts'
import { settledEverywhere } from '../../server/messages/settled-everywhere.ts'
import { createMessageWriter } from '../../server/messages/store/message-writer.ts'
import { announceCollected } from '../../server/disappearing/announce.ts'
import { collectEndedMessages, type Collected } from '../../server/disappearing/collect.ts'
import { disappearingRoutes } from '../../server/disappearing/routes.ts'
import { creationRoutes } from '../../server/creation/routes.ts'
import { groupRoutes } from '../../server/groups/routes.ts'
import { roomRoutes } from '../../server/rooms/routes.ts'
import { requirePerson } from '../../server/http/person.ts'
import type { Limits } from '../../server/http/limits.ts'
import type { Work as Places } from '../../server/work.ts'
import { messageChangeRoutes } from '../../server/messages/change-routes.ts'
import { messageRoutes } from '../../server/messages/routes.ts'
import { moderationRoutes } from '../../server/moderation/queue-routes.ts'
import { reportRoutes } from '../../server/moderation/routes.ts'
import { publishEverywhere } from '../../server/nodes/everywhere.ts'
import type { Nodes } from '../../server/nodes/nodes.ts'
import { createAuthenticator } from '../../server/session/authenticator.ts'
import { peopleRoutes } from '../../server/people/routes.ts'
import { showWithFirstMessage } from '../../server/creation/announce.ts'
import { announceMessages } from '../../server/messages/announce.ts'
import { createPublisher } from '../../server/realtime/publish.ts'
import { serveSockets, type SocketEdges } from '../../server/sockets.ts'
import type { RelayServer, SocketData } from '../../server/realtime/socket-types.ts'
import type { Message } from '../../wire/messages.ts'
import type { ModerationAct } from '../../wire/moderation/moderation.ts'
import { silent } from '../silence.ts'
import { here, type Place } from './ambient.ts'
import type { ModelBus } from './network/bus.ts'
import type { Clock } from './clock.ts'
import { Killed, type OpenTransaction } from './network/gate.ts'
import { Gates } from './network/gates.ts'
import { MemoryIo, MemorySocket, type Tamper } from './network/memory-io.ts'
import { nodesAt } from './network/nodes.ts'
import { tokenConfig, type ModelPerson } from './people.ts'
import { RouteTable, type HttpAnswer } from './network/route-table.ts'
import type { Told } from './told.ts'
import type { Work } from './work.ts'

/** This is not modelled: it does not affect what a client shows of a conversation. */
const presence = new Proxy({}, { get: () => () => undefined }) as SocketEdges['presence']
const backlogs = { watch: () => undefined }
const metrics = new Proxy({}, { get: () => () => undefined }) as SocketEdges['metrics']
const limits = new Proxy({}, { get: () => async () => undefined }) as Limits
/** Other tests cover how much of a person is at work at once. Here the model decides what runs when. */
const places: Places = { run: (_userId, _kind, task) => task() }
/** Other tests cover sessions. Here every session is valid. */
const living = (async () => [{ alive: true, expiresIn: 900 }]) as unknown as Database

/** The rooms that somebody has opened at one relay. How many people are inside is not modelled. */
function openedRooms(): SocketEdges['inside'] {
  const ids = new Set<string>()
  return { opened: (id) => void ids.add(id), isRoom: (id) => ids.has(id) }
}

/** A report that a moderator has claimed. */
interface Claimed {
  id: string
  version: number
}

/** What the relays of one run share. */
interface Ground {
  sql: Database
  transaction: OpenTransaction
  work: Work
  clock: Clock
  told: Told
  bus: ModelBus
  tamper: Tamper
}

/** One life of the relay: its real edges and rules, with rooms in memory and a database that waits for the model. */
export class ModelRelay {
  readonly place: Place
  gates!: Gates
  readonly io: MemoryIo
  isAlive = true
  /** The unexpected errors of the relay. */
  readonly #faults: string[]
  readonly #routes = new RouteTable()
  #readHandshake: ReadHandshake = () => Promise.reject(new Killed())
  #end: (conversationId: string) => PromiseLike<unknown> = () => Promise.reject(new Killed())
  #collect: () => Promise<void> = () => Promise.reject(new Killed())
  #report: (moderatorId: string, message: Message) => Promise<Claimed> = () =>
    Promise.reject(new Killed())
  /** It takes connections from then on. Rejects when it is killed. */
  #opened!: Promise<void>

  constructor({ sql, transaction, tamper, ...ground }: Ground, onDeath: () => void) {
    const { work, clock, told, bus } = ground
    this.place = { work, clock }
    this.#faults = told.faults
    this.io = new MemoryIo(told, tamper)
    const died = new Promise<never>((_, reject) => {
      this.gates = new Gates(work, transaction, () => {
        this.isAlive = false
        bus.forget(this.place)
        clock.forget(this.place)
        for (const socket of [...this.io.sockets]) socket.disconnect()
        reject(new Killed())
        onDeath()
      })
    })
    here.run(this.place, () => {
      const nodes = this.#build(this.gates.database(sql), bus, told)
      this.#opened = Promise.race([nodes.open(), died])
    })
    this.#opened.catch(() => undefined)
  }

  #build(sql: Database, bus: ModelBus, told: Told): Nodes {
    const io = this.io as unknown as RelayServer
    const nodes = nodesAt(this.place, bus, told)
    const local = createPublisher(io)
    const socketsIn = (room: string) => this.io.socketsIn(room)
    const publish = publishEverywhere({ here: local, socketsIn, nodes })
    const writer = settledEverywhere(
      createMessageWriter(
        sql,
        announceMessages({ publish, onFirstMessage: showWithFirstMessage({ sql, publish }) }),
      ),
      nodes,
    )
    removeWhileDeaf({ io, sql, here: local, nodes, log: silent })
    const config = {
      ...tokenConfig,
      allowedOrigins: new Set<string>(),
      darkRooms: { accountHours: 0 },
    } as unknown as Config
    const authenticate = createAuthenticator({ sql: living, work: places }, config)
    const edge = {
      config,
      sql,
      authenticate,
      publish,
      writer,
      presence,
      inside: openedRooms(),
      metrics,
      limits,
      work: places,
      log: silent,
    }
    this.#readHandshake = createReadHandshake(edge, tokenConfig)
    // Every page syncs, and its sync takes the second look along.
    const lookAfterMilliseconds = 2 ** 30
    serveSockets(io, {
      ...edge,
      readHandshake: this.#readHandshake,
      nodes,
      backlogs,
      lookAfterMilliseconds,
    })
    const { app } = this.#routes
    requirePerson(app, edge)
    accountRoutes(app, edge)
    conversationRoutes(app, edge)
    creationRoutes(app, edge)
    groupRoutes(app, edge)
    roomRoutes(app, edge)
    blockRoutes(app, edge)
    messageRoutes(app, edge)
    peopleRoutes(app, edge)
    messageChangeRoutes(app, { ...edge, onEdited: () => undefined })
    disappearingRoutes(app, edge)
    reportRoutes(app, edge)
    moderationRoutes(app, edge)
    this.#report = async (moderatorId, { id, conversation_id, sender_id }) => {
      const [report] = await sql<Claimed[]>`
        insert into public.reports
          (kind, reason, message_id, conversation_id, subject_id, claimed_by, claimed_until)
        values ('message', 'spam', ${id}, ${conversation_id}, ${sender_id}, ${moderatorId},
          now() + interval '15 minutes')
        on conflict (message_id) where decided_at is null and kind = 'message'
          do update set version = reports.version + 1
        returning id, version`
      return report!
    }
    const announce = (collected: readonly Collected[]) =>
      announceCollected({ sql, publish }, collected)
    this.#end = (conversationId) => sql`
      update public.messages
      set expires_at = date_trunc('milliseconds', clock_timestamp() - interval '1 second')
      where conversation_id = ${conversationId} and expires_at is not null
        and deleted_at is distinct from expires_at`
    this.#collect = () => collectEndedMessages(sql, { announce })
    return nodes
  }

  /** The handshake. It ends in a socket, or in an error when the relay dies before. */
  async connect(
    person: ModelPerson,
    wire: { leave(event: string, push: string): void; closed(): void },
    isWanted: () => boolean,
  ): Promise<MemorySocket | null> {
    return here.run(this.place, async () => {
      await this.#opened
      const found = await this.#readHandshake(person.cookie)
      if (!this.isAlive) throw new Killed()
      if (!isWanted()) return null
      const socket = new MemorySocket(this.io, found as SocketData, wire)
      this.io.connect(socket)
      return socket
    })
  }

  hear(socket: MemorySocket, event: string, payload: unknown, ack: (text: string) => void): void {
    if (event === 'presence:watch') return ack('{"ok":true,"people":[]}')
    const answer = (told: unknown) => {
      // The ack of a lost connection goes nowhere.
      if (!socket.connected || !this.isAlive) return
      const text = JSON.stringify(told)
      if (text.includes('"code":"internal"')) this.#faults.push(`${event}: ${text}`)
      ack(text)
    }
    here.run(this.place, () => socket.hear(event, payload, answer))
  }

  /** Moves the ends of all messages of a conversation into the past. */
  async endMessages(conversationId: string): Promise<void> {
    await here.run(this.place, async () => {
      await this.#opened
      await this.#end(conversationId)
    })
  }

  /** Deletes what has ended, as its collector does by the clock. */
  async collect(): Promise<void> {
    await here.run(this.place, async () => {
      await this.#opened
      await this.#collect()
    })
  }

  /** Somebody has reported the message, and the moderator decides. */
  async moderate(
    moderator: ModelPerson,
    message: Message,
    actions: readonly ModerationAct[],
  ): Promise<void> {
    const { id, version } = await here.run(this.place, async () => {
      await this.#opened
      return this.#report(moderator.id, message)
    })
    const decision = { actions, version, reason: 'against the rules' }
    await this.request(moderator, 'POST', `/api/moderation/reports/${id}/actions`, decision)
  }

  async request(
    person: ModelPerson,
    method: string,
    path: string,
    body: unknown,
  ): Promise<HttpAnswer> {
    const { cookie } = person
    try {
      return await here.run(this.place, async () => {
        await this.#opened
        return this.#routes.answer(method, path, body, { cookie })
      })
    } catch (error) {
      if (this.isAlive) this.#faults.push(`${method} ${path}: ${String(error)}`)
      throw error instanceof Killed ? error : new Killed()
    }
  }
}
