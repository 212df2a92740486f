import type { Recording, Shown } from './probe.ts'

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)

const perSecond = ({ frames }: Recording) => (frames.length * 1000) / sum(frames)
const shareOver = (limit: number, { frames }: Recording) =>
  frames.filter((one) => one > limit).length / frames.length

export interface FrameFigures {
  perSecond: number
  /** At sixty frames a second, a gap above 20 ms means one late frame, and above 33 ms more than one. */
  over20: number
  over33: number
  longest: number
  longTasks: number
}

/** Medians over the rounds. The longest frame and the long tasks are of all rounds together. */
export const framesOf = (rounds: readonly Recording[]): FrameFigures => ({
  perSecond: median(rounds.map(perSecond)),
  over20: median(rounds.map((one) => shareOver(20, one))),
  over33: median(rounds.map((one) => shareOver(34, one))),
  longest: Math.max(...rounds.flatMap(({ frames }) => frames)),
  longTasks: sum(rounds.map(({ longTasks }) => longTasks.length)),
})

export const clicksOf = (rounds: readonly Shown[]) => ({
  frames: median(rounds.map(({ frames }) => frames)),
  most: Math.max(...rounds.map(({ frames }) => frames)),
  painted: median(rounds.map(({ painted }) => painted)),
})
