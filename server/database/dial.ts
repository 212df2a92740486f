import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { once } from 'node:events'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import type { DatabaseAddress, TlsChoice } from './address.ts'
import { codeOf, DatabaseUnreachable } from './faults.ts'

/** The request of the PostgreSQL protocol for TLS. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
const YES = 'S'.charCodeAt(0)

/**
 * Connects to the database, with TLS where the address asks for it.
 * @throws DatabaseUnreachable
 */
export async function dial(address: DatabaseAddress, signal: AbortSignal): Promise<Socket> {
  const { host, port, tls } = address
  const socket = host.startsWith('/')
    ? connectTcp({ path: `${host}/.s.PGSQL.${port}` })
    : connectTcp({ host, port, noDelay: true })
  signal.addEventListener('abort', () => socket.destroy(), { once: true })
  try {
    await once(socket, 'connect', { signal })
    return tls === null ? socket : await secure(socket, host, tls, signal)
  } catch (error) {
    socket.destroy()
    throw error instanceof DatabaseUnreachable ? error : new DatabaseUnreachable(codeOf(error))
  }
}

async function secure(
  socket: Socket,
  host: string,
  tls: TlsChoice,
  signal: AbortSignal,
): Promise<Socket> {
  socket.write(TLS_REQUEST)
  const [answer] = (await Promise.race([once(socket, 'data', { signal }), closed(socket)])) as [
    Buffer,
  ]
  // More than one byte means that data was sent before TLS. It must not be read as if it came through TLS.
  if (answer.length !== 1 || answer[0] !== YES) throw new DatabaseUnreachable('NO_TLS')
  const secured = connectTls({ socket, ...optionsOf(host, tls) })
  await Promise.race([once(secured, 'secureConnect', { signal }), closed(secured)])
  return secured
}

async function closed(socket: Socket): Promise<never> {
  await once(socket, 'close')
  throw new DatabaseUnreachable('CLOSED')
}

function optionsOf(host: string, tls: TlsChoice): ConnectionOptions {
  return {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: tls.verifiesChain,
    ...(isIP(host) === 0 ? { servername: host } : { host }),
    ...(tls.authority !== null && { ca: tls.authority }),
    ...(!tls.verifiesName && { checkServerIdentity: () => undefined }),
  }
}
