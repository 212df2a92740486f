/** The side of a cropped picture, in pixels. The relay draws it again, with 256. */
export const CROPPED_SIDE = 512
export const MAX_ZOOM = 4

/** The square that a person chose: how near, and where between the two edges, from 0 to 1. */
export interface Crop {
  zoom: number
  x: number
  y: number
}

export interface Size {
  width: number
  height: number
}

/** The square in pixels of the picture. */
export interface Square {
  left: number
  top: number
  side: number
}

export const wholeCrop: Crop = { zoom: 1, x: 0.5, y: 0.5 }

const within = (value: number, most: number) => Math.max(0, Math.min(most, value))

export function squareOf({ zoom, x, y }: Crop, { width, height }: Size): Square {
  const side = Math.min(width, height) / zoom
  return { left: (width - side) * x, top: (height - side) * y, side }
}

/** The crop after a drag. `by` is in sides of the square: 1 moves the picture by all that is seen of it. */
export function dragged(crop: Crop, size: Size, by: { x: number; y: number }): Crop {
  const { side } = squareOf(crop, size)
  // Where an edge has no room, the picture stays in the middle of that direction.
  const moved = (at: number, room: number, share: number) =>
    room < 1 ? at : within(at - (share * side) / room, 1)
  return {
    ...crop,
    x: moved(crop.x, size.width - side, by.x),
    y: moved(crop.y, size.height - side, by.y),
  }
}

/** The crop at another zoom. Its middle stays where it is, as far as the edges allow. */
export function zoomed(crop: Crop, size: Size, zoom: number): Crop {
  const before = squareOf(crop, size)
  const next = Math.max(1, Math.min(MAX_ZOOM, zoom))
  const side = Math.min(size.width, size.height) / next
  const placed = (start: number, room: number) =>
    room < 1 ? 0.5 : within((start + (before.side - side) / 2) / room, 1)
  return {
    zoom: next,
    x: placed(before.left, size.width - side),
    y: placed(before.top, size.height - side),
  }
}
