import { Refusal } from '../refusal.ts'

/** Every question is answered within this time. */
const ANSWER_MILLISECONDS = 1_500
/** The database is asked at most once in this time. */
const FRESH_MILLISECONDS = 1_000

const noAnswer = () => new Refusal('unavailable', 'The database does not answer.')

/** Whether the relay can serve. `look` throws when it cannot. While one look is running, all questions wait for it. */
export function createReadiness(look: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let last: { at: number; error: unknown } | null = null

  async function run(): Promise<void> {
    let error: unknown = null
    try {
      await look()
    } catch (caught) {
      error = caught
    }
    last = { at: performance.now(), error }
    running = null
  }

  return async () => {
    if (last === null || performance.now() - last.at > FRESH_MILLISECONDS) {
      running ??= run()
      if (!(await endsInTime(running))) throw noAnswer()
    }
    if (last?.error) throw last.error
  }
}

async function endsInTime(running: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ANSWER_MILLISECONDS, false)
  })
  const inTime = await Promise.race([running.then(() => true), late])
  clearTimeout(timer)
  return inTime
}
