import { useCatalogue } from '../i18n/language.ts'
import { Field } from '../ui/Field.tsx'
import { pictureOk, titleOk, type GroupDraft } from './group-draft.ts'

interface GroupFieldsProps {
  draft: GroupDraft
  onDraft: (draft: GroupDraft) => void
  /** A missing name shows an error only after the user has tried to continue. */
  tried: boolean
}

export function GroupFields({ draft, onDraft, tried }: GroupFieldsProps) {
  const { groups: labels } = useCatalogue()
  return (
    <>
      <Field
        label={labels.name}
        autoFocus
        autoComplete="off"
        maxLength={120}
        value={draft.title}
        error={tried && !titleOk(draft) ? labels.nameMissing : undefined}
        onChange={(event) => onDraft({ ...draft, title: event.target.value })}
      />
      <Field
        label={labels.picture}
        help={labels.pictureHelp}
        type="url"
        inputMode="url"
        autoComplete="off"
        value={draft.picture}
        error={pictureOk(draft) ? undefined : labels.pictureWrong}
        onChange={(event) => onDraft({ ...draft, picture: event.target.value })}
      />
    </>
  )
}
