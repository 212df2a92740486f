import type { Message } from '../wire/messages.ts'
import type { Push, ServerEvent } from '../wire/socket.ts'
import type { TestSocket } from './browser.ts'

/** All pushes of one kind to a socket, from now on. */
export interface Watch<E extends ServerEvent> {
  readonly pushes: readonly Push<E>[]
  /** Resolves with all pushes once they satisfy the condition. Rejects after some seconds with the pushes that came. */
  until(condition: (pushes: readonly Push<E>[]) => boolean): Promise<readonly Push<E>[]>
}

const PATIENCE_MILLISECONDS = 10_000

export function watch<E extends ServerEvent>(socket: TestSocket, event: E): Watch<E> {
  const pushes: Push<E>[] = []
  const waiting = new Set<() => void>()
  const untyped = socket as unknown as { on(event: string, got: (push: Push<E>) => void): void }
  untyped.on(event, (push) => {
    pushes.push(push)
    waiting.forEach((look) => look())
  })
  return {
    pushes,
    until: (condition) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!condition(pushes)) return
          waiting.delete(look)
          clearTimeout(timer)
          resolve(pushes)
        }
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`${event}: waited in vain; came: ${JSON.stringify(pushes)}`))
        }, PATIENCE_MILLISECONDS)
        waiting.add(look)
        look()
      }),
  }
}

/** All messages that were pushed to a socket, in the order in which they came. */
export function watchMessages(socket: TestSocket) {
  const frames = watch(socket, 'message:new')
  const all = () => frames.pushes.flatMap(({ messages }) => messages)
  return {
    all,
    frames: frames.pushes,
    async until(condition: (messages: readonly Message[]) => boolean) {
      await frames.until(() => condition(all()))
      return all()
    },
    async untilCount(count: number) {
      await frames.until(() => all().length >= count)
      return all()
    },
  }
}
