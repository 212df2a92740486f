import type { z } from 'zod'
import { Refusal } from '../refusal.ts'

/** The end of a page as an opaque text. The request for the next page sends it back. */
export const writeCursor = (place: unknown): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url')

/** @throws Refusal `invalid_request` for a text that is not a cursor */
export function readCursor<Place>(place: z.ZodType<Place>, cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new Refusal('invalid_request', 'cursor: this is not a cursor of Parley.')
  }
}
