import { readFileSync } from 'node:fs'

/**
 * How the relay reaches a database on another machine: `verify` is TLS with a checked certificate, `unverified` is TLS
 * without the check, `plaintext` is no TLS.
 */
export type TlsPolicy = 'verify' | 'unverified' | 'plaintext'

export interface TlsChoice {
  /** Whether the certificate has to lead to a trusted authority. */
  verifiesChain: boolean
  /** Whether the certificate has to name this host. */
  verifiesName: boolean
  /** The authority to trust instead of the usual ones, as PEM. */
  authority: string | null
}

export interface DatabaseAddress {
  host: string
  port: number
  user: string
  password: string
  database: string
  /** Null means no TLS. */
  tls: TlsChoice | null
}

/** The reason why an address is refused. The message holds no piece of the address. */
export class AddressError extends Error {}

const shape =
  /^postgres(?:ql)?:\/\/(?:([^\s:@/?#]*)(?::([^\s@/?#]*))?@)?([\w.-]+|\[[\da-f:.]+\]|%2f[\w.%-]+)(?::(\d+))?(?:\/([^\s@/?#]*))?(?:\?([^\s@?#]*))?$/i

const encoding =
  'its password, user or another part holds one of @ / # ? that is not percent-encoded'

const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const
type Mode = (typeof modes)[number]

/** Parameters that other clients use. They have no effect here. */
const ignored = new Set(['pgbouncer', 'connect_timeout', 'connection_limit', 'application_name'])

/**
 * Reads DATABASE_URL strictly. Otherwise a piece of a password that is not encoded could be read as the host.
 * @throws AddressError
 */
export function readDatabaseAddress(url: string, policy: TlsPolicy = 'verify'): DatabaseAddress {
  const { host, mode, rootCertificate, ...parts } = parse(url)
  const tls = chooseTls(isThisMachine(host), mode, policy)
  if (tls !== null && rootCertificate !== undefined && rootCertificate !== 'system') {
    tls.authority = readAuthority(rootCertificate)
  }
  return { host, ...parts, tls }
}

function parse(url: string) {
  if (!/^postgres(ql)?:\/\//i.test(url)) throw new AddressError('must start with postgresql://')
  const found = shape.exec(url)
  if (found === null) throw new AddressError(faultOf(url))
  const [, user = '', password = '', host = '', port = '5432', database = '', query = ''] = found
  if (Number(port) > 65_535) throw new AddressError('has a port above 65535')
  return {
    user: decoded(user) || 'postgres',
    password: decoded(password),
    host: decoded(host).replace(/^\[|\]$/g, ''),
    port: Number(port),
    database: decoded(database) || decoded(user) || 'postgres',
    ...parameters(new URLSearchParams(query)),
  }
}

function faultOf(url: string): string {
  const rest = url.slice(url.indexOf('://') + 3)
  const beforeHost = rest.slice(0, rest.lastIndexOf('@'))
  if (/[@/#?]/.test(beforeHost)) {
    return `cannot be read: ${encoding} (write %40 %2F %23 %3F)`
  }
  return 'must be postgresql://user:password@host:port/database, with one host and the password percent-encoded'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new AddressError('holds a % that is not part of an encoding (write %25)')
  }
}

function parameters(given: URLSearchParams): { mode?: Mode; rootCertificate?: string } {
  const { sslmode, sslrootcert, ...unknown } = Object.fromEntries(given) as Record<string, string>
  if (Object.keys(unknown).some((name) => !ignored.has(name))) {
    throw new AddressError('has a parameter other than sslmode and sslrootcert')
  }
  const mode = modes.find((name) => name === sslmode)
  if (sslmode !== undefined && mode === undefined) {
    throw new AddressError(`has an sslmode that is none of ${modes.join(', ')}`)
  }
  return {
    ...(mode !== undefined && { mode }),
    ...(sslrootcert !== undefined && { rootCertificate: sslrootcert }),
  }
}

const isThisMachine = (host: string) =>
  host === 'localhost' ||
  host === '::1' ||
  host.startsWith('/') ||
  /^127\.\d+\.\d+\.\d+$/.test(host)

function chooseTls(isLocal: boolean, mode: Mode | undefined, policy: TlsPolicy): TlsChoice | null {
  const isWeak = mode === 'disable' || mode === 'allow' || mode === 'prefer'
  if (isLocal && (mode === undefined || isWeak)) return null
  if (policy === 'plaintext' && (mode === undefined || isWeak)) return null
  if (isWeak) {
    throw new AddressError(
      `has sslmode=${mode} beyond this machine: anyone could read the traffic on the way. Write sslmode=verify-full, or set PARLEY_DATABASE_TLS=plaintext`,
    )
  }
  const isVerified = policy === 'verify' || mode === 'verify-ca' || mode === 'verify-full'
  return {
    verifiesChain: isVerified,
    verifiesName: isVerified && mode !== 'verify-ca',
    authority: null,
  }
}

function readAuthority(path: string): string {
  try {
    const pem = readFileSync(path, 'utf8')
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  } catch {
    // The error below names the fault. The message of the system would contain the path.
  }
  throw new AddressError('names an sslrootcert that cannot be read as a PEM certificate')
}
