import { useId, useState, type FormEvent } from 'react'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { FormButtons } from '../ui/FormButtons.tsx'
import type { PostText } from './requests.ts'

interface PostFormProps {
  title: string
  yes: string
  text?: PostText
  save: (text: PostText) => Promise<unknown>
  onClose: () => void
}

/** The dialog in which a post is written or edited. */
export function PostForm({ title, yes, text, save, onClose }: PostFormProps) {
  const labels = usePostsCatalogue()
  const [draft, setDraft] = useState<PostText>(text ?? { title: '', body: '' })
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAction()
  const isNamed = draft.title.trim() !== ''

  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (isNamed && (await run(() => save(draft)))) onClose()
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={labels.title}
          autoFocus
          autoComplete="off"
          maxLength={120}
          value={draft.title}
          error={tried && !isNamed ? labels.titleMissing : undefined}
          onChange={(event) => setDraft({ ...draft, title: event.target.value })}
        />
        <Body value={draft.body} onChange={(body) => setDraft({ ...draft, body })} />
        <FailureNote failure={failure} messages={labels.failures} />
        <FormButtons cancel={labels.cancel} submit={yes} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  )
}

function Body({ value, onChange }: { value: string; onChange: (body: string) => void }) {
  const labels = usePostsCatalogue()
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {labels.body}
      </label>
      <textarea
        id={id}
        rows={5}
        maxLength={4000}
        value={value}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        className="w-full resize-y rounded-control border border-control bg-bg px-3 py-2 text-base touch:text-[1rem]"
      />
      <p id={`${id}-note`} className="text-sm text-muted">
        {labels.bodyHelp}
      </p>
    </div>
  )
}
