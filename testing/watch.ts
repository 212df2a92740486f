import type { Push, ServerEvent } from '../wire/socket.ts'
import type { TestSocket } from './browser.ts'

/** Everything a socket is told of one kind, from now on. */
export interface Watch<E extends ServerEvent> {
  readonly pushes: readonly Push<E>[]
  /** Resolves with all there is once it satisfies the condition; rejects after some seconds with what came. */
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

/** All messages a socket was pushed, in the order of arrival. */
export function watchMessages(socket: TestSocket) {
  const frames = watch(socket, 'message:new')
  const all = () => frames.pushes.flatMap(({ messages }) => messages)
  return {
    all,
    frames: frames.pushes,
    async untilCount(count: number) {
      await frames.until(() => all().length >= count)
      return all()
    },
  }
}
