import type { OpenDatabase, StoredRecording } from '../realtime/database/database.ts'

/** A recording with its bytes. */
export interface Recording extends StoredRecording {
  bytes: Blob
}

/** Where a recording belongs. */
export interface RecordingPlace {
  conversation_id: string
  thread_root: string | null
}

export interface RecordingStore {
  /**
   * Stores what is known of a recording, and those of its pieces so far that are not stored yet. The browser may have
   * deleted the database meanwhile, or had no space for an earlier piece.
   */
  addPieces(recording: StoredRecording, pieces: readonly Blob[]): Promise<void>
  /** The newest recording of this place that no page is making now. */
  find(place: RecordingPlace): Promise<Recording | null>
  remove(id: string): Promise<void>
}

/** `isInUse`: a page makes this recording now, perhaps in another tab. */
export function createRecordingStore(
  database: OpenDatabase,
  isInUse: (id: string) => Promise<boolean>,
): RecordingStore {
  async function withBytes(recording: StoredRecording): Promise<Recording> {
    const pieces = await (await database()).getAllFromIndex('pieces', 'recording_id', recording.id)
    return {
      ...recording,
      bytes: new Blob(
        pieces.map(({ bytes }) => bytes),
        { type: recording.mime },
      ),
    }
  }

  return {
    async addPieces(recording, pieces) {
      const recording_id = recording.id
      const stored = await (await database()).countFromIndex('pieces', 'recording_id', recording_id)
      // Not every browser can store a Blob in a private window. Every browser can store bytes.
      const missing = await Promise.all(pieces.slice(stored).map((piece) => piece.arrayBuffer()))
      const transaction = (await database()).transaction(['recordings', 'pieces'], 'readwrite')
      await Promise.all([
        transaction.objectStore('recordings').put(recording),
        ...missing.map((bytes) => transaction.objectStore('pieces').add({ recording_id, bytes })),
        transaction.done,
      ])
    },

    async find({ conversation_id, thread_root }) {
      const all = await (await database()).getAll('recordings')
      const here = all
        .filter((one) => one.conversation_id === conversation_id && one.thread_root === thread_root)
        .sort((a, b) => b.begun_at.localeCompare(a.begun_at))
      for (const recording of here) {
        if (!(await isInUse(recording.id))) return withBytes(recording)
      }
      return null
    },

    async remove(id) {
      const transaction = (await database()).transaction(['recordings', 'pieces'], 'readwrite')
      await transaction.objectStore('recordings').delete(id)
      const pieces = transaction.objectStore('pieces')
      const keys = await pieces.index('recording_id').getAllKeys(id)
      await Promise.all([...keys.map((key) => pieces.delete(key)), transaction.done])
    },
  }
}
