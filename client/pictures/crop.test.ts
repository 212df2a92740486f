import { expect, test } from 'vitest'
import { dragged, squareOf, wholeCrop, zoomed } from './crop.ts'

const wide = { width: 1000, height: 500 }

test('the whole height of a wide picture shows first, from its middle', () => {
  expect(squareOf(wholeCrop, wide)).toEqual({ left: 250, top: 0, side: 500 })
})

test('a drag moves the picture and stops at its edges', () => {
  const right = dragged(wholeCrop, wide, { x: 0.1, y: 0.3 })
  expect(squareOf(right, wide)).toEqual({ left: 200, top: 0, side: 500 })
  expect(squareOf(dragged(right, wide, { x: -9, y: 0 }), wide).left).toBe(500)
})

test('a zoom keeps the middle, and goes neither below the picture nor too near', () => {
  const near = zoomed(wholeCrop, wide, 2)
  expect(squareOf(near, wide)).toEqual({ left: 375, top: 125, side: 250 })
  expect(squareOf(zoomed(near, wide, 0.1), wide)).toEqual({ left: 250, top: 0, side: 500 })
  expect(zoomed(near, wide, 99).zoom).toBe(4)
  const corner = zoomed({ zoom: 4, x: 1, y: 1 }, wide, 1)
  expect(squareOf(corner, wide)).toEqual({ left: 500, top: 0, side: 500 })
})
