import type { Messenger } from '../realtime/model.ts'

/** Half-written answers in threads, for as long as the page is open. They go with the messenger they were written to. */
const kept = new WeakMap<Messenger, Map<string, string>>()

export function threadDraft(messenger: Messenger, rootId: string): string {
  return kept.get(messenger)?.get(rootId) ?? ''
}

export function saveThreadDraft(messenger: Messenger, rootId: string, text: string): void {
  const drafts = kept.get(messenger) ?? new Map<string, string>()
  drafts.set(rootId, text)
  kept.set(messenger, drafts)
}
