import { useState, type ComponentProps, type FormEvent } from 'react'
import { useSignInCatalogue } from '../../../i18n/sign-in.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import type { SignInResult } from '../../supabase/sign-in-result.ts'
import { Alert } from './Alert.tsx'
import { Frame } from './Frame.tsx'
import { useAttempt } from './useAttempt.ts'
import type { FieldProblem } from './validate.ts'

interface OneFieldFormProps {
  title: string
  field: Pick<ComponentProps<typeof Field>, 'label' | 'help' | 'name' | 'type' | 'autoComplete'>
  value: string
  onChange: (value: string) => void
  fieldProblem: FieldProblem | undefined
  submitLabel: string
  /** Called only when the field has no problem. */
  send: () => Promise<SignInResult>
  onResult: (result: SignInResult) => void
  onBack: () => void
}

/** A step of the sign-in with one field. */
export function OneFieldForm({ field, value, fieldProblem, ...props }: OneFieldFormProps) {
  const labels = useSignInCatalogue()
  const { busy, problem, attempt } = useAttempt()
  const [tried, setTried] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!fieldProblem) props.onResult(await attempt(props.send))
  }

  return (
    <Frame title={props.title}>
      {problem && <Alert kind="error">{labels.refusals[problem]}</Alert>}
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field
          {...field}
          error={tried && fieldProblem ? labels.fieldErrors[fieldProblem] : undefined}
          autoFocus
          value={value}
          onChange={(event) => props.onChange(event.target.value)}
        />
        <Button type="submit" look="primary" busy={busy} className="min-h-10">
          {props.submitLabel}
        </Button>
        <Button look="quiet" onClick={props.onBack}>
          {labels.back}
        </Button>
      </form>
    </Frame>
  )
}
