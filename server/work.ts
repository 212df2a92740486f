import { Refusal } from './refusal.ts'

/**
 * `query`: anything that asks the database. `heavy`: it may cost the database much, as a search does. `page`: its answer
 * is large, as a page of history is, and costs the relay. The last two count as a query too.
 */
export type WorkKind = 'query' | 'heavy' | 'page'

/** Limits what one person has at work at the same time, over all their sessions, sockets and requests on this node. */
export interface Work {
  /**
   * Runs the task when the person has a free place. The place is free again when the task has settled, whether or not
   * anybody still waits for its answer.
   * @throws Refusal `rate_limited` when its turn does not come in time, or when too many tasks wait; `unavailable` when
   * none of the person's tasks got an answer meanwhile, because then the database is at fault and not the person
   */
  run<Result>(userId: string, kind: WorkKind, task: () => Promise<Result>): Promise<Result>
}

/** The most tasks of one person at work. */
const PLACES: Record<WorkKind, number> = { query: 4, heavy: 2, page: 2 }
const WAIT_MILLISECONDS = 5_000
/**
 * After a heavy task or a large page its place rests for twice as long as the task took, at most this long. So one
 * person never keeps the database or the relay busy all the time, however fast the machine is.
 */
const MAX_REST_MILLISECONDS = 500
/** The most tasks of one person that wait. A page at its start needs a few dozen. */
const MAX_WAITING = 200
const RETRY_AFTER_SECONDS = 1

interface Waiting {
  kind: WorkKind
  /** The number of the person's tasks that had got an answer before the wait. */
  answeredBefore: number
  start(): void
}

interface Person {
  atWork: Record<WorkKind, number>
  waiting: Waiting[]
  answered: number
}

export function createWork({
  waitMilliseconds = WAIT_MILLISECONDS,
  maxWaiting = MAX_WAITING,
} = {}): Work {
  const people = new Map<string, Person>()

  function enter(userId: string, kind: WorkKind): Promise<void> {
    const person = people.get(userId) ?? {
      atWork: { query: 0, heavy: 0, page: 0 },
      waiting: [],
      answered: 0,
    }
    people.set(userId, person)
    if (hasPlace(person, kind)) {
      take(person, kind)
      return Promise.resolve()
    }
    if (person.waiting.length >= maxWaiting) return Promise.reject(tooMuch())
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        person.waiting.splice(person.waiting.indexOf(one), 1)
        reject(person.answered === one.answeredBefore ? stuck() : tooMuch())
      }, waitMilliseconds)
      const one: Waiting = {
        kind,
        answeredBefore: person.answered,
        start() {
          clearTimeout(timer)
          take(person, kind)
          resolve()
        },
      }
      person.waiting.push(one)
    })
  }

  function leave(userId: string, kind: WorkKind, took: number, isAnswered: boolean): void {
    const person = people.get(userId)
    if (person === undefined) return
    if (isAnswered) person.answered++
    person.atWork.query--
    const rest = kind === 'query' ? 0 : Math.min(2 * took, MAX_REST_MILLISECONDS)
    if (rest < 1) giveBack(userId, person, kind)
    else setTimeout(() => giveBack(userId, person, kind), rest).unref()
    startWaiting(person)
  }

  function giveBack(userId: string, person: Person, kind: WorkKind): void {
    if (kind !== 'query') person.atWork[kind]--
    startWaiting(person)
    const { query, heavy, page } = person.atWork
    if (query + heavy + page === 0) people.delete(userId)
  }

  return {
    async run(userId, kind, task) {
      await enter(userId, kind)
      const began = performance.now()
      // A refusal is an answer of the database too. Any other error is a fault.
      let isAnswered = true
      try {
        return await task()
      } catch (error) {
        isAnswered = error instanceof Refusal
        throw error
      } finally {
        leave(userId, kind, performance.now() - began, isAnswered)
      }
    },
  }
}

const hasPlace = ({ atWork }: Person, kind: WorkKind) =>
  atWork.query < PLACES.query && (kind === 'query' || atWork[kind] < PLACES[kind])

function take({ atWork }: Person, kind: WorkKind): void {
  atWork.query++
  if (kind !== 'query') atWork[kind]++
}

/** First come, first served. A heavy task that has no place yet does not hold up the queries behind it. */
function startWaiting(person: Person): void {
  for (const one of [...person.waiting]) {
    if (!hasPlace(person, one.kind)) continue
    person.waiting.splice(person.waiting.indexOf(one), 1)
    one.start()
  }
}

const stuck = () =>
  new Refusal(
    'unavailable',
    'Parley cannot do this right now. Try again shortly.',
    RETRY_AFTER_SECONDS,
  )

const tooMuch = () =>
  new Refusal(
    'rate_limited',
    'Too much of yours is at work already. Wait a moment.',
    RETRY_AFTER_SECONDS,
  )
