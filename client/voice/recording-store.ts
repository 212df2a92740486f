import type { Database, StoredRecording } from '../realtime/database/database.ts'

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
  /** Stores a piece, and what is known of the recording up to it. */
  addPiece(recording: StoredRecording, piece: Blob): Promise<void>
  /** The newest recording of this place that no page is making now. */
  find(place: RecordingPlace): Promise<Recording | null>
  remove(id: string): Promise<void>
}

/** `isInUse`: a page makes this recording now, perhaps in another tab. */
export function createRecordingStore(
  database: Promise<Database>,
  isInUse: (id: string) => Promise<boolean>,
): RecordingStore {
  async function withBytes(recording: StoredRecording): Promise<Recording> {
    const pieces = await (await database).getAllFromIndex('pieces', 'recording_id', recording.id)
    return {
      ...recording,
      bytes: new Blob(
        pieces.map(({ bytes }) => bytes),
        { type: recording.mime },
      ),
    }
  }

  return {
    async addPiece(recording, piece) {
      // Not every browser can store a Blob in a private window. Every browser can store bytes.
      const bytes = await piece.arrayBuffer()
      const transaction = (await database).transaction(['recordings', 'pieces'], 'readwrite')
      await Promise.all([
        transaction.objectStore('recordings').put(recording),
        transaction.objectStore('pieces').add({ recording_id: recording.id, bytes }),
        transaction.done,
      ])
    },

    async find({ conversation_id, thread_root }) {
      const all = await (await database).getAll('recordings')
      const here = all
        .filter((one) => one.conversation_id === conversation_id && one.thread_root === thread_root)
        .sort((a, b) => b.begun_at.localeCompare(a.begun_at))
      for (const recording of here) {
        if (!(await isInUse(recording.id))) return withBytes(recording)
      }
      return null
    },

    async remove(id) {
      const transaction = (await database).transaction(['recordings', 'pieces'], 'readwrite')
      await transaction.objectStore('recordings').delete(id)
      const pieces = transaction.objectStore('pieces')
      const keys = await pieces.index('recording_id').getAllKeys(id)
      await Promise.all([...keys.map((key) => pieces.delete(key)), transaction.done])
    },
  }
}
