import { PROTOCOL } from '../../wire/protocol.ts'
import { membershipsOf } from '../conversations/memberships.ts'
import type { Database } from '../database/client.ts'
import type { LiveSession, SecondLook } from '../live-session.ts'
import type { Logger } from '../logger.ts'
import type { Presence } from '../presence/presence.ts'
import type { Admission, HandshakeData } from '../realtime/admission.ts'
import { roomOf, type RelaySocket } from '../realtime/socket-types.ts'
import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { endedAmong } from './revocation.ts'
import { lookColumns } from './second-look.ts'

/** A page syncs at once, and its sync takes the second look along. Without a sync, it comes after this time. */
const LOOK_AFTER_MILLISECONDS = 250
/** The memberships of a person hardly ever change while their socket joins. Changing again and again is a fault. */
const MAX_LOOKS = 5

interface EnterEdge {
  sql: Database
  presence: Presence
  work: Work
  log: Logger
  lookAgain(session: LiveSession): Promise<SecondLook>
  /** Tests in which no time passes set it. */
  lookAfterMilliseconds?: number
}

/**
 * The socket joins its rooms first. Then the relay looks at its session and its memberships once more. A revocation in
 * between finds the socket in its room, or this second look finds the revocation. The same is true for a removal from a
 * conversation, and for a conversation that is new.
 */
export function enter(socket: RelaySocket, edge: EnterEdge): void {
  const { session, handshakeData } = socket.data
  if (handshakeData === null) throw new Error('this socket has entered before')
  socket.data.admission = createAdmission(socket, handshakeData, edge)
  void socket.join([
    roomOf.user(session.userId),
    roomOf.session(session.id),
    ...handshakeData.memberships.ids.map(roomOf.conversation),
    ...handshakeData.memberships.rooms.map(roomOf.activity),
  ])
  edge.presence.connected(socket, handshakeData.showsPresence)
  socket.emit('connection:established', {
    session: { id: session.id, expires_in: session.expiresIn },
    user_id: session.userId,
    epoch: handshakeData.epoch,
    server_time: new Date().toISOString(),
    protocol: PROTOCOL,
    // The wire field is called `marks`, because programs other than the page rely on it.
    marks: handshakeData.highWaterMarks,
  })
  const { lookAfterMilliseconds = LOOK_AFTER_MILLISECONDS } = edge
  const settle = () => socket.connected && void socket.data.admission.settled()
  setTimeout(settle, lookAfterMilliseconds).unref()
}

/** The admission of every socket after its second look. Sockets share it, because most of them only wait. */
const settledAdmission: Admission = {
  settled: () => Promise.resolve(),
  settleWith: (_along, alone) => alone(),
}

function createAdmission(
  socket: RelaySocket,
  handshakeData: HandshakeData,
  { sql, work, log, lookAgain }: EnterEdge,
): Admission {
  const { session } = socket.data
  const look = () => work.run(session.userId, 'query', () => lookAgain(session))
  let settling: Promise<void> | null = null

  async function settle(first: Promise<SecondLook>): Promise<void> {
    try {
      if (!(await keepUp(await first))) return await tellEnd()
    } catch (error) {
      log.warn({ err: error }, 'a socket could not be let in')
      turnAway(socket)
    } finally {
      socket.data.admission = settledAdmission
      socket.data.handshakeData = null
    }
  }

  /** The notice of an end came before the socket was in its room, or it is still on its way. */
  async function tellEnd(): Promise<void> {
    const [ended] = await endedAmong(sql, [session.id])
    if (ended !== undefined) socket.emit('session:ended', { reason: ended.reason })
    end(socket)
  }

  /** Joins and leaves until a look finds what the socket has joined. False when the session has ended. */
  async function keepUp(found: SecondLook): Promise<boolean> {
    let joined = handshakeData.memberships
    for (let looks = 1; found.lives; looks++) {
      if (found.memberships === joined.sum || !socket.connected) return true
      if (looks === MAX_LOOKS) throw new Error('the memberships of a person do not come to rest')
      const present = await membershipsOf(sql, session.userId)
      const stays = new Set(present.ids)
      for (const id of joined.ids) if (!stays.has(id)) void socket.leave(roomOf.conversation(id))
      void socket.join(present.ids.map(roomOf.conversation))
      joined = present
      found = await lookAgain(session)
    }
    return false
  }

  return {
    settled: () => (settling ??= settle(look())),
    async settleWith(along, alone) {
      if (settling !== null) {
        await settling
        assertOpen(socket)
        return alone()
      }
      const asked = along(lookColumns(sql, session))
      // A sync that fails must not keep its socket out.
      settling = settle(asked.then(({ look: found }) => found, look))
      await settling
      assertOpen(socket)
      return (await asked).answer
    },
  }
}

function assertOpen(socket: RelaySocket): void {
  if (!socket.connected) throw new Refusal('session_ended', 'This connection was closed.')
}

/** Closes a socket whose session has ended. */
export function end(socket: RelaySocket): void {
  socket.emit('connection:error', { code: 'session_ended', message: 'Your session has ended.' })
  socket.disconnect(true)
}

/** Closes a socket that cannot be let in now. Its client tries again. */
export function turnAway(socket: RelaySocket): void {
  socket.emit('connection:error', {
    code: 'unavailable',
    message: 'Parley cannot be reached right now. Trying again.',
  })
  socket.disconnect(true)
}
