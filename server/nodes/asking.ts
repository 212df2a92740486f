/** The longest wait for the answers of the other nodes. A node that is dead or slow holds nobody up for longer. */
const ANSWER_MILLISECONDS = 1_000

interface Question {
  waitsFor: Set<string>
  answers: unknown[]
  end(): void
}

export interface Answers {
  answers: unknown[]
  /** Whether every node has answered. */
  isComplete: boolean
}

/** Questions to the other nodes, and their answers. */
export interface Asking {
  /** Resolves with the answers when all these nodes have answered, are gone, or are too slow. */
  wait(nodes: readonly string[], ask: (question: number) => void): Promise<Answers>
  answered(nodeId: string, question: number, answer: unknown): void
  gone(nodeId: string): void
  /** Nobody can be heard, so nobody's answer is waited for. */
  endAll(): void
}

export function createAsking(onLate: (nodes: number) => void): Asking {
  const open = new Map<number, Question>()
  let last = 0

  function leave(question: Question, nodeId: string): void {
    question.waitsFor.delete(nodeId)
    if (question.waitsFor.size === 0) question.end()
  }

  return {
    wait(nodes, ask) {
      const number = ++last
      return new Promise((resolve) => {
        const question: Question = {
          waitsFor: new Set(nodes),
          answers: [],
          end() {
            clearTimeout(timer)
            open.delete(number)
            const { answers } = question
            resolve({ answers, isComplete: answers.length === nodes.length })
          },
        }
        const timer = setTimeout(() => {
          onLate(question.waitsFor.size)
          question.end()
        }, ANSWER_MILLISECONDS)
        open.set(number, question)
        ask(number)
      })
    },
    answered(nodeId, number, answer) {
      const question = open.get(number)
      if (question === undefined || !question.waitsFor.has(nodeId)) return
      question.answers.push(answer)
      leave(question, nodeId)
    },
    gone(nodeId) {
      for (const question of [...open.values()]) leave(question, nodeId)
    },
    endAll() {
      for (const question of [...open.values()]) question.end()
    },
  }
}
