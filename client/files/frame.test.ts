import { expect, test } from 'vitest'
import { frameOf, tileClass } from './frame.ts'

test.each([
  ['a wide one fills the width', 1_600, 900, '20rem', 16 / 9],
  ['a tall one ends at the height', 900, 1_200, '16.5rem', 3 / 4],
  ['a strip is cut', 10, 4_000, '11rem', 1 / 2],
  ['a line is cut', 4_000, 10, '20rem', 3],
  ['an unknown one is 4 to 3', null, null, '20rem', 4 / 3],
])('the place of a picture is known before it loads: %s', (_what, width, height, wide, ratio) => {
  expect(frameOf({ width, height })).toEqual({ aspectRatio: ratio, width: wide })
})

test('of three pictures the first is as wide as the two below it, and else all are squares', () => {
  const classesOf = (count: number) =>
    Array.from({ length: Math.min(4, count) }, (_, place) => tileClass(count, place))
  for (const count of [2, 4, 7])
    expect(new Set(classesOf(count))).toEqual(new Set(['aspect-square']))
  expect(classesOf(3)).toEqual(['col-span-2 aspect-[2/1]', 'aspect-square', 'aspect-square'])
})
