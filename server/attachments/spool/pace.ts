/** Waits until these bytes may go on. */
export type Pace = (bytes: number) => Promise<void>

/**
 * All uploads of a relay together go at this pace at most, piece by piece. Otherwise a few people with a fast line
 * would keep the relay so busy that everybody's messages wait. People with slow lines do not notice it.
 */
export function createPace(
  bytesPerSecond: number,
  now: () => number = () => performance.now(),
  wait: (milliseconds: number) => Promise<void> = sleep,
): Pace {
  let freeAt = 0
  return async (bytes) => {
    const at = Math.max(now(), freeAt)
    freeAt = at + (bytes * 1_000) / bytesPerSecond
    const delay = at - now()
    if (delay >= 1) await wait(delay)
  }
}

const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** The pieces of a stream at this pace. A piece is what one read of the connection gave. */
export async function* paced(stream: AsyncIterable<Buffer>, pace: Pace): AsyncGenerator<Buffer> {
  for await (const piece of stream) {
    await pace(piece.length)
    yield piece
  }
}
