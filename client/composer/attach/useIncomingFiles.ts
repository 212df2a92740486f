import { useEffect, useEffectEvent, useState, type RefObject } from 'react'

const hasFiles = (data: DataTransfer | null) => data?.types.includes('Files') ?? false

/**
 * An office program puts a picture of the text beside the text, which is also there with its look. The text is meant.
 * Beside files that were copied, some systems put their names as plain text. The files are meant.
 */
const hasOwnText = (types: readonly string[]) =>
  types.includes('text/plain') && (types.includes('text/html') || types.includes('text/rtf'))

/**
 * Files that are pasted into the composer, or dropped on its conversation. Returns the conversation while files are
 * dragged over it.
 */
export function useIncomingFiles(
  anchor: RefObject<HTMLElement | null>,
  onFiles: (files: readonly File[]) => void,
): HTMLElement | null {
  const [target, setTarget] = useState<HTMLElement | null>(null)
  const take = useEffectEvent((data: DataTransfer | null) => onFiles([...(data?.files ?? [])]))

  useEffect(() => {
    const area = anchor.current?.closest('section')
    const form = anchor.current?.closest('form')
    if (!area || !form) return
    const stopped = new AbortController()
    const { signal } = stopped
    const over = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      setTarget(area)
    }
    area.addEventListener('dragenter', over, { signal })
    area.addEventListener('dragover', over, { signal })
    area.addEventListener(
      'dragleave',
      ({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && area.contains(relatedTarget))) setTarget(null)
      },
      { signal },
    )
    area.addEventListener(
      'drop',
      (event) => {
        setTarget(null)
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        take(event.dataTransfer)
      },
      { signal },
    )
    form.addEventListener(
      'paste',
      (event) => {
        const data = event.clipboardData
        if (!hasFiles(data) || hasOwnText(data?.types ?? [])) return
        event.preventDefault()
        take(data)
      },
      { signal },
    )
    return () => stopped.abort()
  }, [anchor])

  return target
}
