import { useState, type FormEvent } from 'react'
import { useSignInCatalogue } from '../../../i18n/sign-in.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'

/** A project chooses between six and ten digits, and does not tell the page. */
const SHORTEST = 6
const LONGEST = 10

interface CodeFieldProps {
  label: string
  busy: boolean
  /** Resolves with false when the code was refused. The field is then empty again. */
  onCode: (code: string) => Promise<boolean>
}

/**
 * One input for a code. A code that arrives at once was pasted or filled in by the browser, so it is sent at once. For
 * a typed code only the person knows when it is whole.
 */
export function CodeField({ label, busy, onCode }: CodeFieldProps) {
  const labels = useSignInCatalogue()
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)

  async function send(entered: string) {
    setTried(entered.length < SHORTEST)
    if (entered.length < SHORTEST || busy) return
    if (!(await onCode(entered))) setCode('')
  }

  function change(entered: string) {
    const next = entered.replace(/\D/g, '').slice(0, LONGEST)
    setCode(next)
    setTried(false)
    if (next.length - code.length >= SHORTEST) void send(next)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    void send(code)
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label={label}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        readOnly={busy}
        value={code}
        error={tried && code.length < SHORTEST ? labels.fieldErrors.codeWrong : undefined}
        onChange={(event) => change(event.target.value)}
        className="[&_input]:text-lg [&_input]:tracking-[0.2em] [&_input]:tabular-nums"
      />
      <Button type="submit" look="primary" busy={busy} className="min-h-10">
        {labels.goOn}
      </Button>
      <p role="status" className="sr-only">
        {busy && labels.checking}
      </p>
    </form>
  )
}
