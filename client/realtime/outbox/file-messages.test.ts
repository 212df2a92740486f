// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Upload } from '../../../wire/files.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Api } from '../../requests/http.ts'
import { RequestError } from '../../requests/request-error.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, message } from '../../testing/fixtures.ts'
import type { FileDraft } from '../../uploads/pending-file.ts'
import type { TusBody } from '../../uploads/tus.ts'
import { openDatabase } from '../database/database.ts'
import { createStore } from '../store/store.ts'
import { fileMessagesOf } from './file-messages.ts'
import type { Leader } from './leader.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createOutbox } from './outbox.ts'

const open: (() => void)[] = []
beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => {
  for (const close of open.splice(0)) close()
  vi.unstubAllGlobals()
})

/** The bytes of the uploads, and a gate that stops them. */
function fakeUploads() {
  const sizes = new Map<string, number>()
  const received = new Map<string, number>()
  const asked: string[] = []
  let isCut = false
  const check = () => {
    if (isCut) throw new RequestError('network')
  }
  const tus = async (method: string, path: string, body: TusBody) => {
    check()
    asked.push(method)
    const id = path.split('/').at(-1)!
    if (method === 'DELETE') sizes.delete(id)
    if (method === 'POST') {
      const made = `u${sizes.size + 1}`
      sizes.set(made, Number(body.headers?.['upload-length']))
      received.set(made, 0)
      return { id: made, offset: 0 }
    }
    if (method === 'PATCH') received.set(id, received.get(id)! + body.piece!.size)
    return { id: null, offset: received.get(id) ?? 0 }
  }
  const call = async (_method: string, path: string) => {
    check()
    const id = path.split('/').at(-1)!
    if (!sizes.has(id)) throw new RequestError('not_found', { status: 404 })
    const state: Upload['state'] = received.get(id)! < sizes.get(id)! ? 'receiving' : 'ready'
    return { id, state, file: null }
  }
  return {
    tus: tus as Api,
    call: call as Api,
    sizes,
    asked,
    cut: (cut: boolean) => (isCut = cut),
  }
}

const first: Leader = {
  tell: () => undefined,
  onNews: () => undefined,
  onLead: (listener) => listener(true),
  askToLead: () => undefined,
  stop: () => undefined,
}

function openTab(uploads = fakeUploads(), leader = first) {
  const database = openDatabase('ada')
  const relay = fakeLink()
  const stored: Message[] = []
  const store = createStore(ada)
  const outbox = createOutbox(store, {
    entries: createOutboxStore(() => database),
    leader,
    link: relay.link,
    onStored: (one) => stored.push(one),
  })
  let seq = 0
  relay.on('message:send', ({ client_id, body }) => message(++seq, { client_id, body }))
  const session = { recover: async () => false, otherPerson: () => undefined }
  const files = fileMessagesOf({
    store,
    database: () => database,
    outbox,
    user: ada,
    session,
    ...uploads,
  })
  const close = () => store.stopped.emit({ forget: false })
  open.push(close)
  outbox.refresh()
  return {
    relay,
    store,
    outbox,
    stored,
    files,
    database,
    close,
    online: () => store.caughtUp.emit(),
    states: () => store.model.pending.map(({ body, state }) => `${body} ${state.kind}`),
    sent: () => relay.askedFor('message:send'),
    write: (body: string) => outbox.add({ conversation_id: 'c1', body, reply_to: null }),
    send: (body: string, ...drafts: FileDraft[]) =>
      files.send({ conversation_id: 'c1', body, reply_to: null }, drafts),
  }
}

const draft = (key: string, size = 10): FileDraft => ({
  key,
  blob: new Blob(['x'.repeat(size)]),
  kind: 'other',
  name: `${key}.txt`,
  alt: key === 'a' ? 'an a' : '',
  width: null,
  height: null,
})

const leaving = () => {
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  return event.defaultPrevented ? 'asks' : 'leaves'
}

const until = (condition: () => unknown) =>
  vi.waitUntil(condition, { interval: 1, timeout: 10_000 })

test('a text that was written after a file is sent before it, and the file follows', async () => {
  const uploads = fakeUploads()
  uploads.cut(true)
  const tab = openTab(uploads)
  tab.online()
  await tab.send('caption', draft('a', 10), draft('b', 20))
  await tab.write('a text')
  await until(() => tab.states().length === 1)
  expect(tab.states()).toEqual(['caption uploading'])
  uploads.cut(false)
  dispatchEvent(new Event('online'))
  await until(() => tab.stored.length === 2)
  // Both begin at the same moment, so either is the first at the relay.
  const idOf = (size: number) => [...uploads.sizes].find(([, bytes]) => bytes === size)?.[0]
  expect(tab.sent().map(({ body, files }) => [body, files])).toEqual([
    ['a text', undefined],
    ['caption', [{ id: idOf(10), alt: 'an a' }, { id: idOf(20) }]],
  ])
  const database = await tab.database
  await until(async () => (await database.count('blobs')) === 0)
})

test('the next visit continues at the stored place with the stored bytes', async () => {
  const uploads = fakeUploads()
  const before = openTab(uploads)
  await before.send('later', draft('a'))
  await until(() => before.states()[0] === 'later waiting')
  before.close()
  expect(uploads.asked.filter((method) => method === 'POST')).toHaveLength(1)

  const tab = openTab(uploads)
  tab.online()
  await until(() => tab.stored.length === 1)
  expect(uploads.asked.filter((method) => method === 'POST')).toHaveLength(1)
})

test('a refusal marks the message as failed, and a retry looks at its uploads again', async () => {
  const uploads = fakeUploads()
  const tab = openTab({
    ...uploads,
    tus: vi
      .fn()
      .mockRejectedValueOnce(new RequestError('quota_exceeded', { status: 403 }))
      .mockImplementation(uploads.tus) as unknown as Api,
  })
  tab.online()
  await tab.send('too much', draft('a'))
  await until(() => tab.states()[0] === 'too much failed')
  await tab.outbox.retry(tab.store.model.pending[0]!.client_id)
  await until(() => tab.stored.length === 1)
  expect(tab.sent()[0]?.files).toEqual([{ id: 'u1', alt: 'an a' }])
})

test('a message that is taken back leaves no bytes, here or at the relay', async () => {
  const uploads = fakeUploads()
  const tab = openTab(uploads)
  await tab.send('not this', draft('a'))
  await until(() => tab.states()[0] === 'not this waiting')
  await tab.files.cancel(tab.store.model.pending[0]!.client_id)
  expect(tab.states()).toEqual([])
  await until(() => uploads.sizes.size === 0)
  const database = await tab.database
  await until(async () => (await database.count('blobs')) === 0)
})

test('a message that is taken back while its files are being stored is never sent', async () => {
  const tab = openTab()
  tab.online()
  const sent = tab.send('rash', draft('a'))
  await tab.files.cancel(tab.store.model.pending[0]!.client_id)
  await sent
  expect(tab.states()).toEqual([])
  await tab.write('kind')
  await until(() => tab.stored.length === 1)
  expect(tab.sent().map(({ body }) => body)).toEqual(['kind'])
  expect(await (await tab.database).getAll('outbox')).toEqual([])
})

test('what is taken back while its files are being stored is uploaded by nobody, however long that takes', async () => {
  const uploads = fakeUploads()
  const tab = openTab(uploads)
  const database = await tab.database
  const transaction = database.transaction.bind(database)
  let isStored = () => {}
  const storing = new Promise<void>((resolve) => (isStored = resolve))
  vi.spyOn(database, 'transaction').mockImplementationOnce(((
    ...which: Parameters<typeof transaction>
  ) => ({ store: transaction(...which).store, done: storing })) as never)
  tab.online()
  const sent = tab.send('big', draft('a'))
  await tab.files.cancel(tab.store.model.pending[0]!.client_id)
  tab.store.emitChange()
  isStored()
  await sent
  await until(() => tab.states().length === 0)
  expect(uploads.asked).toEqual([])
  expect(tab.sent()).toEqual([])
})

test('an upload that ends while its message is taken back sends nothing, and leaves nothing at the relay', async () => {
  const uploads = fakeUploads()
  let answer = () => {}
  const answered = new Promise<void>((resolve) => (answer = resolve))
  const tus = async (...[method, path, body]: Parameters<Api>) => {
    if (method === 'PATCH') await answered
    return uploads.tus(method, path, body)
  }
  const tab = openTab({ ...uploads, tus: tus as Api })
  const database = await tab.database
  vi.spyOn(database, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  tab.online()
  const sent = tab.send('from memory', draft('a'))
  await until(() => uploads.sizes.size === 1)
  let read = () => {}
  vi.spyOn(database, 'getFromIndex').mockImplementationOnce(
    () => new Promise((resolve) => (read = () => resolve(undefined))) as never,
  )
  const cancelled = tab.files.cancel(tab.store.model.pending[0]!.client_id)
  answer()
  await sent
  read()
  await cancelled
  await until(() => uploads.sizes.size === 0)
  expect(tab.states()).toEqual([])
  expect(tab.sent()).toEqual([])
})

test('without space on the disk, the browser asks before the files are lost, and a refusal loses nothing', async () => {
  const uploads = fakeUploads()
  const refusal = new RequestError('quota_exceeded', { status: 403 })
  let refuse = () => {}
  const refused = new Promise<never>((_, reject) => (refuse = () => reject(refusal)))
  const tus = vi.fn().mockReturnValueOnce(refused).mockImplementation(uploads.tus)
  const tab = openTab({ ...uploads, tus: tus as unknown as Api })
  vi.spyOn(await tab.database, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  tab.online()
  const sent = tab.send('from memory', draft('a'))
  await until(() => tus.mock.calls.length === 1)
  expect(leaving()).toBe('asks')
  refuse()
  await sent
  await until(() => tab.states()[0] === 'from memory failed')
  expect(leaving()).toBe('asks')
  await tab.outbox.retry(tab.store.model.pending[0]!.client_id)
  await until(() => tab.stored.length === 1 && tab.states().length === 0)
  expect(leaving()).toBe('leaves')
})

test('a tab that does not lead uploads nothing', async () => {
  const uploads = fakeUploads()
  const tab = openTab(uploads, { ...first, onLead: () => undefined })
  tab.online()
  await tab.send('of the other tab', draft('a'))
  expect(tab.states()).toEqual(['of the other tab uploading'])
  expect(uploads.asked).toEqual([])
})

test('a message that is only in this tab leaves no upload at the relay when it is taken back', async () => {
  const uploads = fakeUploads()
  const stalled = async (signal: AbortSignal | undefined) => {
    signal?.throwIfAborted()
    return new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason as Error)),
    )
  }
  const stalling = (...request: Parameters<Api>) =>
    request[0] === 'PATCH' ? stalled((request[2] as TusBody).signal) : uploads.tus(...request)
  const tab = openTab({ ...uploads, tus: stalling as Api })
  vi.spyOn(await tab.database, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  tab.online()
  void tab.send('from memory', draft('a'))
  await until(() => uploads.sizes.size === 1)
  await tab.files.cancel(tab.store.model.pending[0]!.client_id)
  await until(() => uploads.sizes.size === 0)
  await until(() => tab.states().length === 0)
  expect(tab.sent()).toEqual([])
})

test('without space on the disk, this tab uploads from its memory and says so', async () => {
  const uploads = fakeUploads()
  uploads.cut(true)
  const tab = openTab(uploads)
  vi.spyOn(await tab.database, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  tab.online()
  const sent = tab.send('from memory', draft('a'))
  await until(() => tab.states()[0] === 'from memory uploading')
  await until(() => tab.files.isOnlyHere(tab.store.model.pending[0]!.client_id))
  uploads.cut(false)
  dispatchEvent(new Event('online'))
  await sent
  await until(() => tab.stored.length === 1)
  expect(await (await tab.database).count('blobs')).toBe(0)
})
