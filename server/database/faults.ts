/** The meaning of each fault in reaching the database. No reason holds a piece of the address. */
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up right now',
  EHOSTUNREACH: 'no route leads there',
  ENETUNREACH: 'no route leads there',
  ECONNRESET: 'it broke the connection',
  CLOSED: 'it closed the connection',
  SILENT: 'it does not answer',
  NO_TLS: 'it does not speak TLS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  '28000': 'it does not let this user in',
  '28P01': 'it refuses the user or the password',
  '3D000': 'there is no database of this name',
  '53300': 'it has no connection left',
  '57P03': 'it is starting or stopping',
  '08P01': 'it refuses the protocol of the relay',
  XX000: 'the pooler refuses; at the pooler of Supabase the user is postgres.<project>',
}

const untrusted =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+|CERT_UNTRUSTED)$/

function reasonOf(code: string): string {
  if (untrusted.test(code)) {
    return 'its certificate is not trusted; name its authority with sslrootcert'
  }
  return reasons[code] ?? 'the connection failed'
}

/** The database cannot be reached, or the connection was lost. The message holds no host, user or database name. */
export class DatabaseUnreachable extends Error {
  readonly code: string

  constructor(code: string) {
    super(`The database cannot be used: ${reasonOf(code)} (${code}).`)
    this.name = 'DatabaseUnreachable'
    this.code = code
  }
}

/** A query had no answer within its time. Whether a write took effect is not known. */
export class QueryDeadline extends Error {
  readonly code = 'DEADLINE'

  constructor() {
    super('A query had no answer in time.')
    this.name = 'QueryDeadline'
  }
}

export const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/**
 * SQLSTATE classes of faults that may pass: 08 connection, 25 read-only and idle in a transaction, 40 lost a race, 53
 * resources, 55 locked, 57 cancelled or stopping, 58 disk, XX a fault of the server or of a pooler.
 */
const passingStates = /^(08|25|40|53|55|57|58|XX)[0-9A-Z]{3}$/

/** Faults of the network, of this machine's sockets, and of the driver. */
const passingNetwork =
  /^(EAI_|ECONN|EHOST|ENET|ETIMEDOUT$|ENOTFOUND$|EPIPE$|EMFILE$|ENFILE$|ENOBUFS$|EADDRNOTAVAIL$|EPROTO$|CONNECT)/

/** Whether a later try can succeed. Every other fault is a bug of ours. */
export function isPassingFault(error: unknown): boolean {
  if (error instanceof DatabaseUnreachable || error instanceof QueryDeadline) return true
  const code = codeOf(error)
  return passingStates.test(code) || passingNetwork.test(code)
}

/** The database accepts no writes: the disk is full, or it has become a standby. */
export const isReadOnly = (error: unknown) => codeOf(error) === '25006'
