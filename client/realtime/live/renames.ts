import { learnPeople } from '../store/known-people.ts'
import type { Person, Renamed } from '../../../wire/people.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { faced, withFaces } from '../log/faces.ts'
import type { Store } from '../store/store.ts'
import { onWake } from '../link/wake.ts'

/** Between two looks because the page is looked at again: while it is connected, pushes tell. */
const WAKE_GAP_MS = 30_000

/**
 * Names and pictures, which `sync` cannot tell because no counter of a conversation rises with them: they come by a push,
 * and whoever missed that asks what changed since they last knew.
 */
export function createRenames(
  state: Store,
  call: Api,
  noteChanged: (ids: readonly string[]) => void,
) {
  const { model } = state
  let running: Promise<void> | null = null
  let ranAt = -Infinity

  function apply(people: readonly Person[]): void {
    const faces = new Map(people.map((one) => [one.id, one]))
    const changed: string[] = []
    for (const [id, log] of model.logs) {
      const conversation = withFaces(log.conversation, faces)
      if (conversation === log.conversation) continue
      state.setLog(id, { ...log, conversation })
      changed.push(id)
    }
    learnPeople(
      state,
      people.filter(({ id }) => model.people[id] !== undefined),
    )
    model.me = faced(model.me, faces.get(model.me.id))
    model.blocked = model.blocked.map((one) => faced(one, faces.get(one.id)))
    state.emitChange()
    if (changed.length > 0) noteChanged(changed)
  }

  async function ask(): Promise<void> {
    let isMore = true
    try {
      while (isMore) {
        const since = model.asOf === null ? '' : `?since=${encodeURIComponent(model.asOf)}`
        const told = await call<Renamed>('GET', `/api/people/changes${since}`)
        apply(told.people)
        model.asOf = told.as_of
        isMore = told.more
      }
    } catch (error) {
      // Asked again with the next connection.
      if (!(error instanceof RequestError)) throw error
    }
    ranAt = performance.now()
  }

  function load(): Promise<void> {
    running ??= ask().finally(() => (running = null))
    return running
  }

  const endWake = onWake(() => {
    if (performance.now() - ranAt > WAKE_GAP_MS) void load()
  })
  return { apply, load, stop: endWake }
}
export type Renames = ReturnType<typeof createRenames>
