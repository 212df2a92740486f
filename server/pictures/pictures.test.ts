import { expect, test, vi } from 'vitest'
import { PNG } from '../../testing/images.ts'
import { silent } from '../../testing/silence.ts'
import type { Picture } from './download.ts'
import { createPictures } from './pictures.ts'

const MINUTE = 60_000
const picture: Picture = { bytes: PNG, format: 'png' }
const free = async () => undefined
const address = (name: string | number) => `https://site.example/${name}`

function stage(download: (address: string) => Promise<Picture> = async () => picture) {
  const clock = { now: 0 }
  const fetched = vi.fn(download)
  return {
    clock,
    fetched,
    pictures: createPictures(fetched, { log: silent, now: () => clock.now }),
  }
}

test('a picture is fetched once for everybody who asks meanwhile, and kept for an hour', async () => {
  const { clock, fetched, pictures } = stage()
  const asked = Array.from({ length: 5 }, () => pictures.get(address('a'), free))
  expect(await Promise.all(asked)).toEqual(asked.map(() => picture))
  clock.now = 59 * MINUTE
  await pictures.get(address('a'), free)
  expect(fetched).toHaveBeenCalledTimes(1)
  clock.now = 61 * MINUTE
  await pictures.get(address('a'), free)
  expect(fetched).toHaveBeenCalledTimes(2)
})

test('a picture that could not be fetched is tried again after five minutes', async () => {
  const { clock, fetched, pictures } = stage(async () => Promise.reject(new Error('gone')))
  expect(await pictures.get(address('a'), free)).toBe(null)
  clock.now = 4 * MINUTE
  expect(await pictures.get(address('a'), free)).toBe(null)
  expect(fetched).toHaveBeenCalledTimes(1)
  clock.now = 6 * MINUTE
  expect(await pictures.get(address('a'), free)).toBe(null)
  expect(fetched).toHaveBeenCalledTimes(2)
})

test('only a download counts against the limit of the person', async () => {
  const { fetched, pictures } = stage()
  const limit = vi.fn(free)
  await pictures.get(address('a'), limit)
  await pictures.get(address('a'), limit)
  expect(limit).toHaveBeenCalledTimes(1)
  const refused = async () => Promise.reject(new Error('rate limited'))
  await expect(pictures.get(address('b'), refused)).rejects.toThrow('rate limited')
  expect(fetched).toHaveBeenCalledTimes(1)
  expect(await pictures.get(address('b'), free)).toBe(picture)
})

test('memory is bounded; the pictures that were not asked for longest go first', async () => {
  const megabyte = { bytes: Buffer.alloc(1024 * 1024), format: 'png' } as const
  const { fetched, pictures } = stage(async () => megabyte)
  for (let n = 0; n < 31; n += 1) await pictures.get(address(n), free)
  await pictures.get(address(0), free)
  expect(fetched).toHaveBeenCalledTimes(31)
  await pictures.get(address(31), free)
  await pictures.get(address(0), free)
  expect(fetched).toHaveBeenCalledTimes(32)
  await pictures.get(address(1), free)
  expect(fetched).toHaveBeenCalledTimes(33)
})

test('sixteen downloads run at once, some wait, and the rest is refused', async () => {
  let open = (_picture: Picture): void => undefined
  const opened = new Promise<Picture>((resolve) => (open = resolve))
  const { fetched, pictures } = stage(() => opened)
  const asked = Array.from({ length: 16 + 64 }, (_, n) => pictures.get(address(n), free))
  await expect(pictures.get(address('one more'), free)).rejects.toMatchObject({
    code: 'unavailable',
  })
  expect(fetched).toHaveBeenCalledTimes(16)
  open(picture)
  expect(await Promise.all(asked)).toHaveLength(80)
  expect(await pictures.get(address('one more'), free)).toBe(picture)
})
