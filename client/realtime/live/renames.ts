import { learnPeople } from '../store/known-people.ts'
import type { Person, Renamed } from '../../../wire/people.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import type { Link } from '../link/link.ts'
import { faced, withFaces } from '../log/faces.ts'
import type { Store } from '../store/store.ts'
import { onWake } from '../link/wake.ts'

/**
 * The shortest time between two requests that a return to the page causes. While the page is connected, pushes bring
 * the names.
 */
const WAKE_GAP_MS = 30_000

interface Needs {
  call: Api
  link: Pick<Link, 'on'>
}

/**
 * Names and pictures of people. `sync` cannot tell of them, because no counter of a conversation rises with them. They
 * come by a push. A page that missed the push asks what changed since `asOf`.
 */
export function createRenames(store: Store, { call, link }: Needs) {
  const { model } = store
  let running: Promise<void> | null = null
  let ranAt = -Infinity

  function apply(people: readonly Person[]): void {
    const faces = new Map(people.map((one) => [one.id, one]))
    const changed: string[] = []
    for (const [id, log] of model.logs) {
      const conversation = withFaces(log.conversation, faces)
      if (conversation === log.conversation) continue
      store.setLog(id, { ...log, conversation })
      changed.push(id)
    }
    learnPeople(
      store,
      people.filter(({ id }) => model.people[id] !== undefined),
    )
    model.me = faced(model.me, faces.get(model.me.id))
    model.blocked = model.blocked.map((one) => faced(one, faces.get(one.id)))
    store.emitChange()
    if (changed.length > 0) store.logsChanged.emit(changed)
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
      // The next connection asks again.
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
  link.on('person:changed', ({ person }) => apply([person]))
  store.restored.subscribe(() => {
    // The list that is loaded now has the present names. This request sets `asOf`, so that later changes are not
    // missed.
    if (model.asOf === null) void load()
  })
  store.caughtUp.subscribe(() => void load())
  store.stopped.subscribe(endWake)

  return { apply, load }
}
export type Renames = ReturnType<typeof createRenames>
