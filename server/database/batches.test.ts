import { expect, test, vi } from 'vitest'
import { inBatches } from './batches.ts'

/** Statements that the test answers by hand. */
function openStatements() {
  const statements: { questions: number[]; answer(): void; fail(error: Error): void }[] = []
  const ask = (questions: number[]) =>
    new Promise<number[]>((resolve, reject) => {
      const answer = () => resolve(questions.map((question) => question * 10))
      statements.push({ questions, answer, fail: reject })
    })
  const clock = { time: 0 }
  const options = { maxSize: 3, rank: (question: number) => question }
  return { statements, clock, ...inBatches(ask, options, () => clock.time) }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('a single question is asked in the same turn, and questions of one turn share a statement', async () => {
  const { ask, statements } = openStatements()
  const answers = Promise.all([ask(1), ask(2)])
  await turn()
  expect(statements.map(({ questions }) => questions)).toEqual([[1, 2]])
  statements[0]!.answer()
  expect(await answers).toEqual([10, 20])
})

test('while a statement runs the others wait, and share the next one', async () => {
  const { ask, statements, waiting } = openStatements()
  const first = ask(1)
  await turn()
  const later = Promise.all([ask(2), ask(3)])
  await turn()
  expect([statements.length, waiting()]).toEqual([1, 2])
  statements[0]!.answer()
  await first
  await turn()
  expect(statements[1]!.questions).toEqual([2, 3])
  statements[1]!.answer()
  expect(await later).toEqual([20, 30])
})

test('a full statement waits for none but a second one, and the highest rank comes first', async () => {
  const { ask, statements, waiting } = openStatements()
  const first = ask(1)
  await turn()
  const later = Promise.all([3, 9, 4, 8, 7, 5, 6].map(ask))
  await turn()
  expect([statements.length, waiting()]).toEqual([2, 4])
  expect(statements[1]!.questions).toEqual([9, 8, 7])
  statements[1]!.answer()
  await turn()
  expect(statements[2]!.questions).toEqual([6, 5, 4])
  statements[2]!.answer()
  await turn()
  expect(statements.length).toBe(3)
  statements[0]!.answer()
  await first
  await turn()
  expect(statements[3]!.questions).toEqual([3])
  statements[3]!.answer()
  expect(await later).toEqual([30, 90, 40, 80, 70, 50, 60])
})

test('a statement that has become slow is noticed also when nobody else asks', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { ask, statements, clock } = openStatements()
    void ask(1)
    await turn()
    clock.time = 10
    void ask(2)
    await turn()
    expect(statements.length).toBe(1)
    clock.time = 31
    vi.advanceTimersByTime(21)
    await turn()
    expect(statements[1]!.questions).toEqual([2])
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

test('a statement that becomes slow after another one ended is noticed too', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { ask, statements, clock } = openStatements()
    void ask(1)
    await turn()
    clock.time = 21
    void ask(2)
    await turn()
    for (const question of [3, 4, 5, 6]) void ask(question)
    await turn()
    vi.advanceTimersByTime(21)
    statements[1]!.answer()
    await turn()
    expect(statements[2]!.questions).toEqual([6, 5, 4])
    statements[0]!.answer()
    await turn()
    expect(statements.length).toBe(3)
    clock.time = 50
    vi.advanceTimersByTime(21)
    await turn()
    expect(statements[3]!.questions).toEqual([3])
  } finally {
    vi.useRealTimers()
  }
})

test('a slow statement holds up nobody', async () => {
  const { ask, statements, clock } = openStatements()
  void ask(1)
  await turn()
  clock.time = 21
  const second = ask(2)
  await turn()
  expect(statements[1]!.questions).toEqual([2])
  const third = ask(3)
  await turn()
  expect(statements.length).toBe(2)
  statements[1]!.answer()
  await second
  await turn()
  expect(statements[2]!.questions).toEqual([3])
  statements[2]!.answer()
  expect(await third).toBe(30)
})

test('the error of a statement is the answer to its questions, and the next statement is asked', async () => {
  const { ask, statements } = openStatements()
  const failing = Promise.allSettled([ask(1), ask(2)])
  await turn()
  statements[0]!.fail(new Error('away'))
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = ask(3)
  await turn()
  statements[1]!.answer()
  expect(await next).toBe(30)
})
