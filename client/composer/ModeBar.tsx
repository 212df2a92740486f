import { Pencil, Reply, X } from 'lucide-react'
import { useCatalogue } from '../i18n/language.ts'
import { useMessageLine } from '../markup/useMessageLine.ts'
import { usePeople, type ComposerMode } from '../conversation/context.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { authorOf } from '../../wire/author.ts'

interface ModeBarProps {
  mode: Exclude<ComposerMode, { kind: 'write' }>
  onCancel: () => void
}

/** Shown above the text box: the message that is being edited or replied to. */
export default function ModeBar({ mode, onCancel }: ModeBarProps) {
  const { messages: labels } = useCatalogue()
  const { nameOfAuthor } = usePeople()
  const lineOf = useMessageLine()
  const editing = mode.kind === 'edit'
  const Icon = editing ? Pencil : Reply
  return (
    <div className="mb-1 flex items-center gap-2 rounded-card bg-surface ps-3 text-sm">
      <Icon aria-hidden className="size-4 shrink-0 text-accent rtl:-scale-x-100" />
      <div className="min-w-0 flex-1 py-1.5">
        <p className="truncate font-medium">
          {editing ? labels.editing : labels.replyingTo(nameOfAuthor(authorOf(mode.message)))}
        </p>
        <p className="truncate text-muted">
          <bdi>{lineOf(mode.message)}</bdi>
        </p>
      </div>
      <IconButton
        icon={X}
        label={editing ? labels.cancelEdit : labels.cancelReply}
        onClick={onCancel}
      />
    </div>
  )
}
