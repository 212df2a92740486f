import { createPortal } from 'react-dom'
import { useFilesCatalogue } from '../../i18n/files.ts'

/** Covers the conversation while files are dragged over it. */
export function DropTarget({ area }: { area: HTMLElement }) {
  const labels = useFilesCatalogue()
  const { left, top, width, height } = area.getBoundingClientRect()
  return createPortal(
    <div style={{ left, top, width, height }} className="pointer-events-none fixed z-popover p-3">
      <p className="grid size-full place-items-center rounded-card border-2 border-dashed border-accent bg-bg/90 text-lg font-bold">
        {labels.drop}
      </p>
    </div>,
    document.body,
  )
}
