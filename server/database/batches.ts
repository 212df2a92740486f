/** The most statements that run at the same time. */
const MAX_RUNNING = 2

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
) {
  let waiting: Waiting<Question, Answer>[] = []
  let running = 0

  async function run(): Promise<void> {
    running++
    // Questions of the same turn of the event loop share a statement.
    await new Promise((turn) => setImmediate(turn))
    while (waiting.length > 0) await answer(take())
    running--
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
        if (running < MAX_RUNNING) void run()
      }),
  }
}
