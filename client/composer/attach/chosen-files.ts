import type { FileDraft } from '../../uploads/pending-file.ts'

const chosen = new WeakMap<object, Map<string, readonly FileDraft[]>>()

/** Files that were chosen and not sent. They are there again when the conversation is opened again in this tab. */
export function chosenFiles(owner: object, place: string) {
  const own = chosen.get(owner) ?? new Map<string, readonly FileDraft[]>()
  chosen.set(owner, own)
  return {
    get: () => own.get(place) ?? [],
    set: (files: readonly FileDraft[]) => void own.set(place, files),
  }
}
