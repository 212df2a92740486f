// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { MessageFile } from '../../wire/files.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { FileCard } from './FileCard.tsx'
import Lightbox from './Lightbox.tsx'
import { Picture } from './Picture.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const pictureOf = (id: string): MessageFile => ({
  ...{ id, kind: 'picture', name: `${id}.png`, mime: 'image/png', size: 10, alt: '' },
  ...{ width: 4, height: 3, placeholder: null, duration_ms: null, waveform: null },
})

/** The answers of the relay, one after another, and the downloads that the browser began. */
function stageDownload(...answers: (number | 'no network')[]) {
  const messenger = stageMessenger()
  const began: string[] = []
  const ask = vi.fn(async (_address: string, _options?: RequestInit) => {
    const status = answers.shift()
    if (typeof status !== 'number') throw new TypeError('failed')
    return new Response(null, { status })
  })
  // What another test left behind may ask for something else, and gets none of these answers.
  vi.stubGlobal('fetch', (address: string, options?: RequestInit) =>
    address === '/api/files/f1/original'
      ? ask(address, options)
      : Promise.reject(new TypeError('failed')),
  )
  stage(<FileCard id="f1" name="plan.pdf" size={10} />, { messenger })
  const link = screen.getByRole('link', { name: /plan.pdf/ })
  link.addEventListener('click', (event) => {
    queueMicrotask(() => !event.defaultPrevented && began.push(link.getAttribute('href')!))
  })
  return { messenger, link, began, ask }
}
const FAILED = 'This file could not be downloaded.'

test('a download begins when the relay has the file, and asks for one byte before', async () => {
  const { link, began, ask } = stageDownload(206)
  await userEvent.click(link)
  await vi.waitFor(() => expect(began).toEqual(['/api/files/f1/original']))
  expect(ask.mock.calls).toEqual([['/api/files/f1/original', { headers: { range: 'bytes=0-0' } }]])
  expect(screen.queryByText(FAILED)).toBeNull()
})

test('a download that failed says so, and is tried again by a click', async () => {
  const { link, began } = stageDownload(503, 404, 206)
  await userEvent.click(link)
  await screen.findByText(FAILED)
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }))
  await screen.findByText(FAILED)
  expect(began).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }))
  await vi.waitFor(() => expect(began).toHaveLength(1))
  expect(screen.queryByText(FAILED)).toBeNull()
})

test('a download that failed without a network comes by itself, once, when the network is back', async () => {
  const { messenger, link, began, ask } = stageDownload('no network', 206)
  act(() => messenger.become({ connection: { kind: 'offline', since: 0 } }))
  await userEvent.click(link)
  await screen.findByText(FAILED)
  act(() => messenger.become({ connection: { kind: 'online' } }))
  await vi.waitFor(() => expect(began).toHaveLength(1))
  act(() => messenger.become({ connection: { kind: 'offline', since: 0 } }))
  act(() => messenger.become({ connection: { kind: 'online' } }))
  expect(ask).toHaveBeenCalledTimes(2)
})

test('a picture that did not load says so, and loads again by a click or with the network', async () => {
  const messenger = stageMessenger()
  const opened = vi.fn()
  stage(<Picture file={pictureOf('sea')} onOpen={opened} />, { messenger })
  const image = () => document.querySelector('img')
  fireEvent.error(image()!)
  const broken = { name: 'The picture sea.png could not be loaded. Try again' }
  await userEvent.click(screen.getByRole('button', broken))
  expect([image() !== null, opened.mock.calls.length]).toEqual([true, 0])
  fireEvent.error(image()!)
  act(() => messenger.become({ connection: { kind: 'offline', since: 0 } }))
  expect(image()).toBeNull()
  act(() => messenger.become({ connection: { kind: 'online' } }))
  expect(image()).not.toBeNull()
})

test('the viewer goes from picture to picture with the keys of the script, and closes', async () => {
  const onClose = vi.fn()
  const pictures = ['one', 'two', 'three'].map(pictureOf)
  const heard = vi.fn()
  stage(
    // What stands below the viewer must not hear its keys.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only listens
    <div onKeyDown={({ key }) => heard(key)}>
      <Lightbox pictures={pictures} first={0} onClose={onClose} />
    </div>,
  )
  const shown = () => screen.getByRole('img').getAttribute('alt')
  const press = (key: string) => userEvent.keyboard(`{${key}}`)
  await press('ArrowLeft')
  expect(shown()).toBe('one.png')
  for (const [key, name] of [
    ['ArrowRight', 'two.png'],
    ['End', 'three.png'],
    ['ArrowRight', 'three.png'],
    ['ArrowLeft', 'two.png'],
    ['Home', 'one.png'],
  ] as const) {
    await press(key)
    expect([key, shown()]).toEqual([key, name])
  }
  const scale = () => /scale\(([\d.]+)\)/.exec(screen.getByRole('img').style.transform)?.[1]
  await press('+')
  expect(scale()).toBe('1.5')
  await press('ArrowRight')
  expect([shown(), scale()]).toEqual(['two.png', '1'])
  expect(heard).not.toHaveBeenCalled()
  await press('Escape')
  expect(onClose).toHaveBeenCalledTimes(1)
})

test('the viewer shows what is left when pictures are deleted meanwhile', async () => {
  const pictures = ['one', 'two', 'three'].map(pictureOf)
  const show = (left: readonly MessageFile[]) => (
    <Lightbox pictures={left} first={2} onClose={() => undefined} />
  )
  const { again } = stage(show(pictures))
  const shown = () => [
    screen.getByRole('img').getAttribute('alt'),
    screen.queryByRole('status')?.textContent ?? null,
  ]
  expect(shown()).toEqual(['three.png', '3 of 3'])
  again(show(pictures.slice(0, 2)))
  expect(shown()).toEqual(['two.png', '2 of 2'])
  expect(screen.getByRole('button', { name: 'Next picture' }).getAttribute('aria-disabled')).toBe(
    'true',
  )
  await userEvent.keyboard('{ArrowLeft}')
  expect(shown()).toEqual(['one.png', '1 of 2'])
  again(show(pictures.slice(0, 1)))
  expect(shown()).toEqual(['one.png', null])
  again(show([]))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('the viewer is named after its picture, and its buttons zoom and download', async () => {
  const nameless = { ...pictureOf('x'), name: '', alt: 'A tree' }
  const { again } = stage(<Lightbox pictures={[nameless]} first={0} onClose={() => undefined} />)
  expect(screen.getByRole('dialog', { name: 'Picture' })).toBeDefined()
  again(<Lightbox pictures={[pictureOf('sea')]} first={0} onClose={() => undefined} />)
  expect(screen.getByRole('dialog', { name: 'sea.png' })).toBeDefined()
  const scale = () => /scale\(([\d.]+)\)/.exec(screen.getByRole('img').style.transform)?.[1]
  const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
  await press('Zoom in')
  await press('Zoom in')
  expect(scale()).toBe('2.25')
  await press('Zoom out')
  expect(scale()).toBe('1.5')
  await press('Zoom out')
  await press('Zoom out')
  expect(scale()).toBe('1')
  const download = screen.getByRole('link', { name: 'Download sea.png' })
  expect(download.getAttribute('download')).toBe('sea.png')
})
