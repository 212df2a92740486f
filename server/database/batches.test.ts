import { expect, test } from 'vitest'
import { inBatches } from './batches.ts'

/** Statements that the test answers by hand. */
function openStatements() {
  const statements: { questions: number[]; answer(): void; fail(error: Error): void }[] = []
  const ask = (questions: number[]) =>
    new Promise<number[]>((resolve, reject) => {
      const answer = () => resolve(questions.map((question) => question * 10))
      statements.push({ questions, answer, fail: reject })
    })
  const batches = inBatches(ask, { maxSize: 3, rank: (question) => question })
  return { statements, ...batches }
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

test('while two statements run the others wait, and those of the highest rank come first', async () => {
  const { ask, statements, waiting } = openStatements()
  const first = ask(1)
  await turn()
  const second = ask(2)
  await turn()
  const later = Promise.all([3, 9, 4, 8, 7].map(ask))
  await turn()
  expect([statements.length, waiting()]).toEqual([2, 5])
  statements[0]!.answer()
  await first
  await turn()
  expect(statements[2]!.questions).toEqual([9, 8, 7])
  statements[1]!.answer()
  await second
  await turn()
  expect(statements[3]!.questions.toSorted((a, b) => a - b)).toEqual([3, 4])
  statements[2]!.answer()
  statements[3]!.answer()
  expect(await later).toEqual([30, 90, 40, 80, 70])
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
