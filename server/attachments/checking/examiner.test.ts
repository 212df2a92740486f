import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../../testing/folders.ts'
import { hostileFiles, PAYLOAD, photo } from '../../../testing/hostile-files.ts'
import { GIF, JPEG, PNG, WEBP } from '../../../testing/images.ts'
import { createExaminer, type Examiner } from './examiner.ts'

let folder: string
let examiner: Examiner
beforeAll(() => {
  folder = temporaryFolder()
  examiner = createExaminer()
})
afterAll(async () => {
  await examiner.close()
  removeFolder(folder)
})

const paths = () => ({
  path: join(folder, 'file'),
  original: join(folder, 'file.original'),
  preview: join(folder, 'file.preview'),
})

function examine(bytes: Buffer) {
  writeFileSync(paths().path, bytes)
  return examiner.examine('somebody', paths())
}

test('of hostile files, only pixels or an inert download is left', async () => {
  const files = await hostileFiles()
  expect(files.length).toBeGreaterThan(20)
  for (const { what, bytes, kind } of files) {
    const examined = await examine(bytes)
    expect(examined?.kind ?? null, what).toBe(kind)
    if (kind !== 'picture') continue
    for (const drawn of [paths().original, paths().preview].map((path) => readFileSync(path))) {
      expect(drawn.includes(PAYLOAD.slice(0, 20)), what).toBe(false)
      const { exif, xmp, pages = 1 } = await sharp(drawn, { animated: true }).metadata()
      expect({ exif, xmp, pages }, what).toEqual({ exif: undefined, xmp: undefined, pages: 1 })
    }
  }
}, 60_000)

test('a photo that lies on its side is turned, and its place is measured before it loads', async () => {
  const examined = await examine(await photo())
  expect(examined?.picture).toMatchObject({ width: 60, height: 120 })
  const { width, height, orientation } = await sharp(paths().original).metadata()
  expect([width, height, orientation]).toEqual([60, 120, undefined])
  const placeholder = Buffer.from(examined!.picture!.placeholder.split(',')[1]!, 'base64')
  expect(await sharp(placeholder).metadata()).toMatchObject({
    format: 'webp',
    width: 8,
    height: 16,
  })
})

test('pictures keep their format, and a short animation keeps moving', async () => {
  for (const [bytes, mime] of [
    [PNG, 'image/png'],
    [JPEG, 'image/jpeg'],
    [WEBP, 'image/webp'],
    [GIF, 'image/gif'],
  ] as const) {
    expect(await examine(bytes)).toMatchObject({
      kind: 'picture',
      mime,
      picture: { width: 3, height: 2 },
    })
  }
  const frames = [PNG, await sharp(PNG).negate().png().toBuffer()]
  const moving = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  expect(await examine(moving)).toMatchObject({ picture: { width: 3, height: 2 } })
  expect((await sharp(paths().original, { animated: true }).metadata()).pages).toBe(2)
})

test('one picture does not wait for all the pictures of somebody else', async () => {
  const order: string[] = []
  const examineFor = async (whose: string, name: string) => {
    const path = join(folder, name)
    writeFileSync(path, JPEG)
    const asked = { path, original: `${path}.original`, preview: `${path}.preview` }
    expect((await examiner.examine(whose, asked))?.kind).toBe('picture')
    order.push(name)
  }
  const all = ['ada-1', 'ada-2', 'ada-3', 'ben-1'].map((name) =>
    examineFor(name.split('-')[0]!, name),
  )
  await Promise.all(all)
  expect(order).toEqual(['ada-1', 'ben-1', 'ada-2', 'ada-3'])
})
