import { randomUUID } from 'node:crypto'
import type { AttachedFile, MessageFile, Upload } from '../wire/files.ts'
import type { Message } from '../wire/messages.ts'
import { eventually } from './eventually.ts'
import type { TestPerson } from './relay.ts'

const TUS = { 'tus-resumable': '1.0.0' }
const PIECE_BYTES = 1_024 * 1_024

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** A request of tus, whose body and answer are not JSON. */
export function tus(
  { browser }: Pick<TestPerson, 'browser'>,
  method: string,
  path: string,
  { body, headers }: { body?: Uint8Array; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${browser.url}${path}`, {
    method,
    headers: {
      ...TUS,
      ...{ origin: browser.url, 'x-parley-client': '1', cookie: browser.cookieHeader },
      ...headers,
    },
    ...(body !== undefined && { body: body as BodyInit }),
  })
}

/** Begins an upload and returns the answer, whose `location` is the address. */
export const beginUpload = (
  person: Pick<TestPerson, 'browser'>,
  size: number,
  name = 'file.bin',
  key?: string,
) =>
  tus(person, 'POST', '/api/uploads', {
    headers: {
      'upload-length': String(size),
      'upload-metadata': [
        `filename ${base64(name)}`,
        ...(key ? [`key ${base64(key)}`] : []),
      ].join(),
    },
  })

export const sendPiece = (
  person: Pick<TestPerson, 'browser'>,
  address: string,
  offset: number,
  body: Uint8Array,
) =>
  tus(person, 'PATCH', address, {
    body,
    headers: {
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
  })

/** Uploads a whole file and returns its id. It may still be checked. */
export async function uploadBytes(
  person: Pick<TestPerson, 'browser'>,
  bytes: Uint8Array,
  name?: string,
): Promise<string> {
  const begun = await beginUpload(person, bytes.length, name)
  const address = begun.headers.get('location')
  if (begun.status !== 201 || address === null) throw new Error(`not begun: ${begun.status}`)
  for (let offset = 0; offset < bytes.length; offset += PIECE_BYTES) {
    const sent = await sendPiece(
      person,
      address,
      offset,
      bytes.subarray(offset, offset + PIECE_BYTES),
    )
    if (sent.status !== 204) throw new Error(`not received: ${sent.status}`)
  }
  return address.split('/').at(-1)!
}

/** What became of an upload, when the relay has looked at it. */
export async function checked(
  { browser }: Pick<TestPerson, 'browser'>,
  id: string,
): Promise<Upload> {
  let upload: Upload | undefined
  await eventually('the upload is checked', async () => {
    upload = (await browser.call('GET', `/api/uploads/${id}`)).body as Upload
    return upload.state === 'ready' || upload.state === 'refused'
  })
  return upload!
}

/** Uploads a file that the relay takes. */
export async function uploadFile(
  person: Pick<TestPerson, 'browser'>,
  bytes: Uint8Array,
  name?: string,
): Promise<MessageFile> {
  const { state, file } = await checked(person, await uploadBytes(person, bytes, name))
  if (file === null) throw new Error(`the upload is ${state}`)
  return file
}

/** Sends a message with these files, and fails when it is refused. */
export async function postFiles(
  { browser }: Pick<TestPerson, 'browser'>,
  conversationId: string,
  files: readonly AttachedFile[],
  { body = '', clientId = randomUUID() }: { body?: string; clientId?: string } = {},
): Promise<Message> {
  const path = `/api/conversations/${conversationId}/messages`
  const answer = await browser.call('POST', path, { body: { client_id: clientId, body, files } })
  if (answer.status > 201) throw new Error(`not sent: ${answer.status} ${answer.body.error?.code}`)
  return answer.body as Message
}
