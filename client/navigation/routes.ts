import { useMemo } from 'react'
import { canonicalId } from '../../wire/ids.ts'
import type { Message } from '../../wire/messages.ts'
import { basePath } from '../browser/place.ts'
import { invitationIn } from './invitation.ts'
import { usePath } from './location.ts'

/** The pages that an address can open. */
export type Route =
  | { kind: 'home' }
  | { kind: 'conversation'; id: string }
  | { kind: 'settings' }
  | { kind: 'devices' }
  | { kind: 'doctor' }
  | { kind: 'monitoring' }
  | { kind: 'moderation' }
  /** The open rooms, or the one room of an invite link. */
  | { kind: 'arena'; id: string | null }
  /** The board, a post, or a link of another application. `posts/place.ts` reads the address. */
  | { kind: 'posts'; path: string }
  /** An invitation to a person or a group. */
  | { kind: 'invitation'; token: string }
  | { kind: 'unknown' }

/** Below the base path. */
const within = {
  home: '/',
  settings: '/settings',
  devices: '/settings/devices',
  doctor: '/doctor',
  monitoring: '/admin/monitoring',
  moderation: '/moderation',
  arena: '/arena',
  posts: '/posts',
  post: (id: string) => `/posts/${id}`,
  conversation: (id: string) => `/c/${id}`,
  /** The invite link of a room. */
  room: (id: string) => `/arena/${id}`,
  invitation: (token: string) => `/join/${token}`,
  /** Opens the conversation at this message, or its thread. */
  message: (message: Pick<Message, 'conversation_id' | 'seq'>) =>
    `/c/${message.conversation_id}?m=${message.seq}`,
}

/** The same, with a base path in front of each. */
function under<T extends Record<string, string | ((...args: never[]) => string)>>(
  base: string,
  paths: T,
): T {
  const entries = Object.entries(paths).map(([name, path]) => [
    name,
    typeof path === 'string' ? base + path : (...args: never[]) => base + path(...args),
  ])
  return Object.fromEntries(entries) as T
}

export const paths = under(basePath, within)

const pages: Readonly<Record<string, Route>> = {
  [paths.home]: { kind: 'home' },
  [paths.settings]: { kind: 'settings' },
  [paths.devices]: { kind: 'devices' },
  [paths.doctor]: { kind: 'doctor' },
  [paths.monitoring]: { kind: 'monitoring' },
  [paths.moderation]: { kind: 'moderation' },
  [paths.arena]: { kind: 'arena', id: null },
}

export function routeOf(address: string, base = basePath): Route {
  if (!`${address}/`.startsWith(`${base}/`)) return { kind: 'unknown' }
  const [first = '', ...parts] = partsOf(address.slice(base.length))
  const path = `/${[first, ...parts].join('/')}`
  const id = parts.length === 1 && canonicalId(decoded(parts[0]!))
  if (first === 'c' && id) return { kind: 'conversation', id }
  if (first === 'arena' && id) return { kind: 'arena', id }
  const token = invitationIn(base + path, base)
  if (token !== null) return { kind: 'invitation', token }
  if (/^(posts?|to)$/.test(first)) return { kind: 'posts', path }
  return pages[basePath + path] ?? { kind: 'unknown' }
}

/**
 * The parts of an address. A person or another program may have added slashes, capitals or encoded signs. The parts after
 * the first one stay as they are: they may be names of another application.
 */
function partsOf(path: string): string[] {
  const [first = '', ...rest] = path.split('/').filter(Boolean)
  return [decoded(first).toLowerCase(), ...rest]
}

/** Without the spaces that a copied link may bring along. An address that nobody can decode stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path).trim()
  } catch {
    return path
  }
}

export function useRoute(): Route {
  const path = usePath()
  return useMemo(() => routeOf(path), [path])
}

/** The id of the open conversation, if there is one. */
export function useOpenId(): string | undefined {
  const route = useRoute()
  return route.kind === 'conversation' ? route.id : undefined
}
