import { useGroupsCatalogue } from '../i18n/groups.ts'
import { Field } from '../ui/Field.tsx'
import { titleOk, type GroupDraft } from './group-draft.ts'

interface GroupFieldsProps {
  draft: GroupDraft
  onDraft: (draft: GroupDraft) => void
  /** A missing name shows an error only after the user has tried to continue. */
  tried: boolean
}

export function GroupFields({ draft, onDraft, tried }: GroupFieldsProps) {
  const labels = useGroupsCatalogue()
  return (
    <Field
      label={labels.name}
      autoFocus
      autoComplete="off"
      maxLength={120}
      value={draft.title}
      error={tried && !titleOk(draft) ? labels.nameMissing : undefined}
      onChange={(event) => onDraft({ ...draft, title: event.target.value })}
    />
  )
}
