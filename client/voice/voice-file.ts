import type { FileDraft } from '../uploads/pending-file.ts'
import type { Recording } from './recording-store.ts'
import { barsOf, toBase64 } from './waveform.ts'

const endings: Record<string, string> = { mp4: 'm4a', webm: 'webm', ogg: 'ogg' }

/** A recording as a file of the outbox. */
export function voiceFile({ id, mime, duration_ms, levels, bytes }: Recording): FileDraft {
  const ending = endings[/^audio\/(\w+)/.exec(mime)?.[1] ?? ''] ?? 'audio'
  return {
    key: id,
    blob: bytes,
    name: `voice.${ending}`,
    alt: '',
    kind: 'voice',
    width: null,
    height: null,
    voice: { duration_ms, waveform: toBase64(barsOf(levels)) },
  }
}
