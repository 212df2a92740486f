import type { AttachedFile } from '../../../wire/files.ts'
import type { OwnProfile } from '../../../wire/people.ts'
import { codeOf } from '../../requests/failure.ts'
import { signedInApi, type Api } from '../../requests/http.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { SessionController } from '../../session/model.ts'
import type { FileDraft, PendingFile } from '../../uploads/pending-file.ts'
import { createSlots } from '../../uploads/slots.ts'
import { tusApi } from '../../uploads/tus.ts'
import { upload, type UploadOptions } from '../../uploads/upload.ts'
import type { OpenDatabase } from '../database/database.ts'
import type { PendingMessage } from '../store/pending-message.ts'
import type { Store } from '../store/store.ts'
import { askBeforeLeaving } from './ask-before-leaving.ts'
import { createBlobStore } from './blob-store.ts'
import { keepLastWritten } from './last-written.ts'
import type { Outbox, Written } from './outbox.ts'
import type { PendingChange } from './outbox-store.ts'
import { createProgress, type Progress } from './progress.ts'
import { createWithdrawals } from './withdrawals.ts'

const MOST_UPLOADS = 2

export interface FileMessagesNeeds {
  store: Store
  database: OpenDatabase
  outbox: Outbox
  call: Api
  user: Pick<OwnProfile, 'id'>
  session: Pick<SessionController, 'recover' | 'otherPerson'>
  /** Tests give their own. */
  tus?: Api
}

/** Messages of the outbox that have files. All tabs show them, and the tab that leads uploads their files. */
export interface FileMessages {
  /** Resolves when this browser has stored it, or has uploaded its files, if it has no space to store them. */
  send(message: Written, drafts: readonly FileDraft[]): Promise<void>
  /** Takes a message back, with files or without, that no answer of the relay has confirmed. */
  cancel(clientId: string): Promise<void>
  progressOf(clientId: string): Progress | undefined
  /** Calls back when the progress of a message changed. Returns the function that ends it. */
  subscribe(listener: () => void): () => void
  /** The bytes of a file that was not sent yet. */
  blobOf(key: string): Promise<Blob | undefined>
  /** True: the browser has no space for the files of this message, so this tab must stay open. */
  isOnlyHere(clientId: string): boolean
  /** Uploads a file that belongs to no message, such as a profile picture. Resolves to the id of the upload. */
  upload(
    blob: Blob,
    name: string,
    options?: Pick<UploadOptions, 'signal' | 'onProgress'>,
  ): Promise<string>
}

const made = new WeakMap<Store, FileMessages>()

/** Made once for each messenger. From then on it uploads what waits in the outbox. */
export function fileMessagesOf(needs: FileMessagesNeeds): FileMessages {
  const known = made.get(needs.store) ?? createFileMessages(needs)
  made.set(needs.store, known)
  return known
}

function createFileMessages(needs: FileMessagesNeeds): FileMessages {
  const { store, database, outbox, call, user, session } = needs
  const tus = signedInApi(user.id, session, needs.tus ?? tusApi)
  const blobs = createBlobStore(database)
  const progress = createProgress(user.id)
  const inSlot = createSlots(MOST_UPLOADS)
  const running = new Map<string, AbortController>()
  /** Messages that are being stored. Their uploads begin after that. */
  const preparing = new Set<string>()
  /** The ones of them that nobody wants any more. They stay until they can end. */
  const takenBack = new Set<string>()
  const onlyHere = new Set<string>()
  /** The uploads that this tab has begun for each message. The browser may have no space to store them. */
  const begun = new Map<string, string[]>()
  let known = new Map<string, PendingMessage>()

  function follow(): void {
    const pending = store.model.pending.filter(({ files }) => files)
    const now = new Map(pending.map((one) => [one.client_id, one]))
    for (const [id, { files = [] }] of known) {
      if (now.has(id)) continue
      running.get(id)?.abort()
      onlyHere.delete(id)
      begun.delete(id)
      progress.forget(id)
      void blobs.remove(files)
    }
    known = now
    if (!outbox.isLeader()) return
    for (const message of pending) {
      const { client_id: id, state } = message
      if (state.kind === 'uploading' && !running.has(id) && !preparing.has(id)) void work(message)
    }
  }

  async function work({ client_id: id, files = [] }: PendingMessage): Promise<void> {
    const change = await uploadOrFail(id, files).catch(() => null)
    if (change !== null) await outbox.change(id, change).catch(() => undefined)
  }

  /** A message whose file is refused stays and says so. It fails only when it is taken back or the page stops. */
  function uploadOrFail(id: string, files: readonly PendingFile[]): Promise<PendingChange> {
    return uploadAll(id, files).catch((error: unknown): PendingChange => {
      if (isEnd(error)) throw error
      return { failed: codeOf(error) ?? 'internal' }
    })
  }

  async function uploadAll(id: string, files: readonly PendingFile[]): Promise<PendingChange> {
    const run = new AbortController()
    running.set(id, run)
    progress.begin(id, files)
    try {
      const one = (file: PendingFile) => inSlot(() => uploadOne(id, file, run.signal))
      return { attached: await Promise.all(files.map(one)) }
    } finally {
      // One of them failed, and the others are not needed then.
      run.abort()
      running.delete(id)
    }
  }

  async function uploadOne(
    id: string,
    { key, name, alt, voice, upload: place }: PendingFile,
    signal: AbortSignal,
  ): Promise<AttachedFile> {
    signal.throwIfAborted()
    const blob = await blobs.get(key)
    // Another tab had it in its memory and was closed.
    if (!blob) throw new RequestError('upload_not_ready')
    const uploaded = await upload(blob, name, {
      call,
      tus,
      signal,
      key,
      place,
      onPlace(at) {
        begun.set(id, [...(begun.get(id) ?? []), at])
        return blobs.notePlace(id, key, at)
      },
      onProgress: (bytes) => progress.note(id, key, bytes),
    })
    return { id: uploaded, ...(alt !== '' && { alt }), ...(voice && { voice }) }
  }

  function throwIfTakenBack(id: string): void {
    if (takenBack.has(id)) throw new DOMException('It was taken back.', 'AbortError')
  }

  async function keep(
    id: string,
    drafts: readonly FileDraft[],
    files: readonly PendingFile[],
  ): Promise<PendingChange> {
    preparing.add(id)
    try {
      // A page that is left now would leave nothing of it.
      store.emitChange()
      const isKept = await blobs.add(drafts)
      throwIfTakenBack(id)
      if (isKept) return {}
      onlyHere.add(id)
      const change = await uploadOrFail(id, files)
      throwIfTakenBack(id)
      return change
    } finally {
      preparing.delete(id)
      takenBack.delete(id)
    }
  }

  progress.onOther((id) => {
    // The lead went to another tab, which uploads now.
    if (!outbox.isLeader() && !preparing.has(id)) running.get(id)?.abort()
  })
  const end = store.subscribe(follow)
  const endLost = store.databaseLost.subscribe(() => void blobs.addAgain())
  store.stopped.subscribe(() => {
    end()
    endLost()
    for (const run of running.values()) run.abort()
    progress.stop()
  })
  askBeforeLeaving(
    store,
    ({ client_id: id, state }) =>
      preparing.has(id) || (state.kind === 'failed' && onlyHere.has(id)),
  )
  keepLastWritten({ store, database, outbox, user })
  const withdrawal = createWithdrawals({ store, outbox, call })
  blobs.removeOrphans().catch(() => undefined)
  follow()

  return {
    async send(message, drafts) {
      const files = drafts.map(pendingFile)
      try {
        await outbox.add({ ...message, files }, (id) => keep(id, drafts, files))
      } catch (error) {
        if (!isEnd(error)) throw error
      }
    },
    async cancel(id) {
      const withdraw = withdrawal(id)
      const uploadsOf = () => begun.get(id) ?? []
      // They are forgotten when the message goes, which may be while the browser reads.
      const uploads = uploadsOf()
      // While it is being stored, nobody can send it.
      const isStored = !preparing.has(id)
      if (!isStored) {
        takenBack.add(id)
        running.get(id)?.abort()
      }
      const places = new Set([...uploads, ...(await blobs.placesOf(id)), ...uploadsOf()])
      if (isStored) {
        running.get(id)?.abort()
        await withdraw()
      }
      // What this does not reach, the relay removes after a day.
      for (const at of places) void tus('DELETE', `/api/uploads/${at}`).catch(() => undefined)
    },
    progressOf: progress.of,
    subscribe: progress.subscribe,
    blobOf: blobs.get,
    isOnlyHere: (id) => onlyHere.has(id),
    upload: (blob, name, options) => inSlot(() => upload(blob, name, { call, tus, ...options })),
  }
}

const isEnd = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

const pendingFile = ({ blob, ...draft }: FileDraft): PendingFile => ({
  ...draft,
  type: blob.type,
  size: blob.size,
  upload: null,
})
