// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import WelcomeCard from './WelcomeCard.tsx'
import { NewGroup } from '../groups/NewGroup.tsx'
import { RequestError } from '../requests/request-error.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'

const PERSON = { id: 'ben', username: 'ben', display_name: 'Ben', avatar_url: null }
/** What the canvas of the browser makes of the picture. */
let drawn: Blob | null

beforeEach(() => {
  drawn = new Blob(['square'])
  vi.stubGlobal('createImageBitmap', async () => ({ width: 4, height: 4 }))
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((take) => take(drawn))
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function choosePicture() {
  const file = new File(['x'], 'x.png', { type: 'image/png' })
  const chooser = document.querySelector<HTMLInputElement>('input[type=file]')!
  await userEvent.upload(chooser, file)
  await userEvent.click(await screen.findByRole('button', { name: 'Use this picture' }))
}

test('the welcome card offers a picture, and tells a refused one without a word of success', async () => {
  const messenger = stageMessenger()
  const files = await messenger.outbox.files()
  vi.mocked(files.upload).mockRejectedValueOnce(new RequestError('file_refused'))
  vi.mocked(files.upload).mockResolvedValue('u1')
  stage(<WelcomeCard />, { messenger })
  await choosePicture()
  expect((await screen.findByRole('alert')).textContent).toMatch(/could not draw this picture/)
  expect(screen.queryByText(/saved/i)).toBeNull()
  await choosePicture()
  expect(await screen.findByText('The picture was saved.')).toBeTruthy()
  expect(messenger.account.changePicture).toHaveBeenCalledExactlyOnceWith('u1')
})

test('the picture is drawn as soon as the dialog opens, also when nothing is moved', async () => {
  const drawImage = vi.fn()
  const context = { clearRect: () => undefined, drawImage }
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never)
  vi.mocked(HTMLCanvasElement.prototype.toBlob).mockImplementation((take) => {
    // Without this call the picture would be blank.
    expect(drawImage).toHaveBeenCalledOnce()
    take(drawn)
  })
  const { messenger } = stage(<WelcomeCard />)
  await choosePicture()
  expect(drawImage).toHaveBeenCalledOnce()
  await waitFor(() => expect(messenger.account.changePicture).toHaveBeenCalled())
})

test('a picture that the browser cannot draw is told', async () => {
  drawn = null
  const { messenger } = stage(<WelcomeCard />)
  await choosePicture()
  expect((await screen.findByRole('alert')).textContent).toMatch(/^This file is not a picture/)
  expect(messenger.account.changePicture).not.toHaveBeenCalled()
})

test('a new group gets its picture, and a second try makes no second group', async () => {
  const messenger = stageMessenger()
  const files = await messenger.outbox.files()
  vi.mocked(files.upload).mockResolvedValue('u1')
  messenger.people.suggested.mockResolvedValue([PERSON])
  messenger.groups.create.mockResolvedValue({ id: 'g1' } as never)
  messenger.groups.changePicture.mockRejectedValueOnce(new RequestError('internal'))
  const onClose = vi.fn()
  stage(<NewGroup onBack={() => undefined} onClose={onClose} />, { messenger })
  await userEvent.click(await screen.findByText('Ben'))
  await userEvent.click(screen.getByRole('button', { name: 'Next' }))
  await choosePicture()
  expect(await screen.findByText(/^The group gets this picture/)).toBeTruthy()
  await userEvent.type(screen.getByRole('textbox', { name: 'Group name' }), 'Trip{Enter}')
  expect(await screen.findByRole('alert')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Create group' }))
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(messenger.groups.changePicture).toHaveBeenLastCalledWith('g1', 'u1')
  const ids = messenger.groups.create.mock.calls.map(([{ clientId }]) => clientId)
  expect(new Set(ids).size).toBe(1)
})
