import type { FileDraft } from '../../uploads/pending-file.ts'

type Files = readonly FileDraft[]

interface Chosen {
  files: Files
  /** Takes files into the composer that shows this place. */
  take?: (files: Files) => void
}

const chosen = new WeakMap<object, Map<string, Chosen>>()

/** Files that were chosen and not sent. They are there again when the conversation is opened again in this tab. */
export function chosenFiles(owner: object, place: string) {
  const own = chosen.get(owner) ?? new Map<string, Chosen>()
  chosen.set(owner, own)
  const here = own.get(place) ?? { files: [] }
  own.set(place, here)
  return {
    get: () => here.files,
    set: (files: Files) => void (here.files = files),
    /** Adds files that come back from a message. */
    add(files: Files): void {
      if (here.take) here.take(files)
      else here.files = [...here.files, ...files]
    },
    /** Calls back with files that were added. Returns the function that ends it. */
    follow(take: (files: Files) => void): () => void {
      here.take = take
      return () => delete here.take
    },
  }
}
