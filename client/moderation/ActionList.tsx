import { useState } from 'react'
import type { ModerationAction } from '../../wire/moderation/moderation.ts'
import { useFormat } from '../i18n/language.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger } from '../messenger/context.ts'
import { TextArea } from '../ui/TextArea.tsx'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

const reversible: readonly ModerationAction['action'][] = [
  'hide',
  'warn',
  'mute',
  'suspend',
  'remove',
]

/** The labels for a post differ from those for a message. */
function useActionLabel() {
  const { actions, postActions } = useModerationCatalogue()
  return ({ action, is_post }: ModerationAction): string =>
    is_post && action in postActions
      ? postActions[action as keyof typeof postActions]
      : actions[action]
}

interface ActionListProps {
  actions: readonly ModerationAction[]
  onChanged: () => void
}

/** What moderators did, with a button to take back what can be taken back. */
export function ActionList({ actions, onChanged }: ActionListProps) {
  const labels = useModerationCatalogue()
  const format = useFormat()
  const [asked, setAsked] = useState<ModerationAction | null>(null)
  const labelOf = useActionLabel()
  return (
    <>
      <ul className="flex flex-col gap-2">
        {actions.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-2 text-sm">
            <span className="min-w-0 flex-1 basis-52">
              {labelOf(one)}
              {one.undone_at && ` (${labels.undone})`} · <bdi>{one.moderator?.display_name}</bdi> ·{' '}
              {format.full(one.created_at)}
              <span className="block text-muted">{one.reason}</span>
            </span>
            {one.undone_at === null && reversible.includes(one.action) && (
              <Button onClick={() => setAsked(one)}>{labels.undo}</Button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <UndoDialog
          action={asked}
          onDone={() => {
            setAsked(null)
            onChanged()
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

interface UndoDialogProps {
  action: ModerationAction
  onDone: () => void
  onClose: () => void
}

function UndoDialog({ action, onDone, onClose }: UndoDialogProps) {
  const labels = useModerationCatalogue()
  const labelOf = useActionLabel()
  const { moderation } = useMessenger()
  const [reason, setReason] = useState('')
  const { busy, failure, run } = useAction()
  async function undo() {
    if (reason.trim() === '') return
    const path = `/api/moderation/actions/${action.id}/undo`
    if (await run(() => moderation.ask('POST', path, { reason }))) onDone()
  }
  return (
    <Dialog
      title={labels.undoTitle(labelOf(action))}
      description={labels.undoBody}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        <TextArea label={labels.reason} value={reason} onChange={setReason} maxLength={500} />
        <FailureNote
          failure={failure}
          messages={{ other_moderator: labels.otherModerator, own_report: labels.ownReport }}
        />
        <Button look="primary" busy={busy} className="self-end" onClick={() => void undo()}>
          {labels.undo}
        </Button>
      </div>
    </Dialog>
  )
}
