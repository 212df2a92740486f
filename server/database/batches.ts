/** The most statements that run at the same time. */
const MAX_RUNNING = 2
/**
 * While a statement takes no longer than this, those who come wait for it. A statement for twenty costs little more than
 * one for five, so in a crowd both the database and the relay do less. A slow statement holds up nobody for longer.
 */
const PATIENCE_MILLISECONDS = 20

interface Waiting<Question, Answer> {
  question: Question
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/**
 * Questions that come while statements run share the next statement. A single question does not wait for others. Among
 * many, those of a higher `rank` come first.
 * @param ask answers all questions of one statement, in their order. Its error is the answer to each of them.
 */
export function inBatches<Question, Answer>(
  ask: (questions: Question[]) => Promise<readonly Answer[]>,
  { maxSize, rank }: { maxSize: number; rank: (question: Question) => number },
  now: () => number = () => performance.now(),
) {
  let waiting: Waiting<Question, Answer>[] = []
  /** When each statement that runs began. */
  const running = new Set<{ began: number }>()

  /** Whether those who wait have a reason to begin a statement now. */
  const isDue = () =>
    running.size < MAX_RUNNING &&
    (waiting.length >= maxSize ||
      [...running].every(({ began }) => now() - began > PATIENCE_MILLISECONDS))

  let patience: NodeJS.Timeout | undefined
  /** A statement that has become slow is noticed also when nobody else asks. */
  function beginWhenSlow(): void {
    patience ??= setTimeout(() => {
      patience = undefined
      if (waiting.length === 0 || running.size >= MAX_RUNNING) return
      if (isDue()) void run()
      else beginWhenSlow()
    }, PATIENCE_MILLISECONDS + 1)
  }

  async function run(): Promise<void> {
    // Questions of the same turn of the event loop share a statement.
    const turn = { began: now() }
    running.add(turn)
    await new Promise((next) => setImmediate(next))
    running.delete(turn)
    while (waiting.length > 0 && isDue()) {
      const statement = { began: now() }
      running.add(statement)
      await answer(take())
      running.delete(statement)
    }
    if (waiting.length > 0) beginWhenSlow()
  }

  function take(): Waiting<Question, Answer>[] {
    if (waiting.length > maxSize) waiting.sort((a, b) => rank(b.question) - rank(a.question))
    return waiting.splice(0, maxSize)
  }

  async function answer(batch: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await ask(batch.map(({ question }) => question))
      batch.forEach(({ resolve }, index) => resolve(answers[index] as Answer))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  return {
    /** The number of questions that wait for a statement. */
    waiting: () => waiting.length,
    ask: (question: Question): Promise<Answer> =>
      new Promise((resolve, reject) => {
        waiting.push({ question, resolve, reject })
        if (isDue()) void run()
        else beginWhenSlow()
      }),
  }
}
