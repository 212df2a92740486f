const { emitWarning } = process

/**
 * Supabase's small server (0.10) replaces `process.emitWarning` by a function that takes texts only. Node also warns with
 * an Error, for example about too many listeners. That call threw, and ended the process. This module must be imported
 * before the small server.
 */
export function restoreWarnings(): void {
  process.emitWarning = emitWarning
}
