import { AsyncLocalStorage } from 'node:async_hooks'
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import type { Random } from '../faults/random.ts'
import type { Clock, Timer } from './clock.ts'
import type { Work } from './work.ts'

/**
 * The client or relay whose code is running. The globals that it uses belong to it: its timers, and the window and the
 * storage of a client. Many of them can then live in one process, and a crash leaves only what a client stored.
 */
export interface Place {
  readonly work: Work
  readonly clock: Clock
  readonly client?: Client
}

interface Client {
  readonly random: Random
  readonly browser: Browser
  /** The last id that it made. */
  minted?: string
}

export const here = new AsyncLocalStorage<Place>()

/** `localStorage` and `indexedDB` survive a crash. */
export interface Browser {
  readonly window: EventTarget
  readonly document: EventTarget
  readonly localStorage: MemoryStorage
  readonly indexedDB: IDBFactory
}

class MemoryStorage {
  getItem = (key: string): string | null => (this as Record<string, unknown>)[key] as string
  setItem = (key: string, value: string) => void Object.assign(this, { [key]: value })
  removeItem = (key: string) => void delete (this as Record<string, unknown>)[key]
}

export function openBrowser(disk?: Pick<Browser, 'localStorage' | 'indexedDB'>): Browser {
  return {
    window: new EventTarget(),
    document: Object.assign(new EventTarget(), {
      // No dialog and no panel covers the page.
      body: { hasAttribute: () => false },
      querySelector: () => null,
      visibilityState: 'visible',
      hasFocus: () => true,
    }),
    localStorage: disk?.localStorage ?? new MemoryStorage(),
    indexedDB: disk?.indexedDB ?? new IDBFactory(),
  }
}

const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = globalThis
const { random } = Math
const now = performance.now.bind(performance)

export const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

type Task = (...args: unknown[]) => void
const timerOf =
  (real: Task, repeats: boolean) =>
  (task: Task, delay: number, ...args: unknown[]) => {
    const place = here.getStore()
    if (place === undefined) return (real as typeof setTimeout)(task, delay, ...args)
    return place.clock.set(place, delay, repeats, () => task(...args))
  }
const clear = (real: Task) => (timer: unknown) => {
  const { place } = (timer ?? {}) as Partial<Timer>
  if (place === undefined) real(timer)
  else place.clock.clear(timer as Timer)
}

Object.assign(globalThis, {
  setTimeout: timerOf(setTimeout as unknown as Task, false),
  setInterval: timerOf(setInterval as unknown as Task, true),
  clearTimeout: clear(clearTimeout as Task),
  clearInterval: clear(clearInterval as Task),
  setImmediate: (task: Task, ...args: unknown[]) => {
    const work = here.getStore()?.work
    if (work === undefined) return setImmediate(task, ...args)
    work.begin()
    return setImmediate(() => {
      work.end()
      task(...args)
    })
  },
})
const { randomUUID } = crypto
crypto.randomUUID = () => {
  const id = randomUUID.call(crypto)
  const client = here.getStore()?.client
  if (client !== undefined) client.minted = id
  return id
}
Math.random = () => (here.getStore()?.client?.random ?? random)()
const RealDate = Date
const timeOfDay = () => RealDate.now() + (here.getStore()?.clock.leap ?? 0)
globalThis.Date = new Proxy(RealDate, {
  construct: (real, given) =>
    new real(...((given.length === 0 ? [timeOfDay()] : given) as [number])),
  get: (real, name) => (name === 'now' ? timeOfDay : (Reflect.get(real, name) as unknown)),
})
performance.now = () => here.getStore()?.clock.now ?? now()

const elsewhere = openBrowser()
for (const name of ['window', 'document', 'localStorage', 'indexedDB'] as const) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => (here.getStore()?.client?.browser ?? elsewhere)[name],
  })
}
// Each client is a device of its own, in which no other tab is open.
Object.defineProperty(globalThis, 'navigator', { configurable: true, value: {} })
Reflect.deleteProperty(globalThis, 'BroadcastChannel')
