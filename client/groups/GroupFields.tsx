import { useText } from '../i18n/language.ts'
import { Field } from '../ui/Field.tsx'
import { pictureOk, titleOk, type GroupDraft } from './group-draft.ts'

interface GroupFieldsProps {
  draft: GroupDraft
  onDraft: (draft: GroupDraft) => void
  /** Nobody is told of a missing name before they wanted to go on. */
  tried: boolean
}

export function GroupFields({ draft, onDraft, tried }: GroupFieldsProps) {
  const { groups: text } = useText()
  return (
    <>
      <Field
        label={text.name}
        autoFocus
        autoComplete="off"
        maxLength={120}
        value={draft.title}
        error={tried && !titleOk(draft) ? text.nameMissing : undefined}
        onChange={(event) => onDraft({ ...draft, title: event.target.value })}
      />
      <Field
        label={text.picture}
        help={text.pictureHelp}
        type="url"
        inputMode="url"
        autoComplete="off"
        value={draft.picture}
        error={pictureOk(draft) ? undefined : text.pictureWrong}
        onChange={(event) => onDraft({ ...draft, picture: event.target.value })}
      />
    </>
  )
}
