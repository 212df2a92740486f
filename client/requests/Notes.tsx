import { useEffect, useState, type ReactNode } from 'react'
import { NoteContext } from './useAttempts.ts'

const SHOWN_MS = 6000

/** Wraps a conversation, a thread or the list. It shows for some seconds why an action in it failed. */
export function Notes({ children }: { children: ReactNode }) {
  const [note, setNote] = useState({ body: '' })
  useEffect(() => {
    if (note.body === '') return
    const timer = setTimeout(() => setNote({ body: '' }), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [note])
  const [tell] = useState(() => (body: string) => setNote({ body }))
  return (
    <NoteContext value={tell}>
      <div className="relative flex h-full min-h-0 flex-col">
        {children}
        <p
          role="alert"
          className="pointer-events-none absolute inset-x-4 top-16 z-notice mx-auto w-fit animate-rise rounded-card border border-line bg-bg px-4 py-2 text-sm text-danger shadow-float empty:hidden"
        >
          {note.body}
        </p>
      </div>
    </NoteContext>
  )
}
