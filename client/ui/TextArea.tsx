import { useId } from 'react'

interface TextAreaProps {
  label: string
  value: string
  onChange: (value: string) => void
  maxLength: number
  help?: string
  error?: string | undefined
}

/** A labelled box for some lines of text. Its error is spoken like that of a field. */
export function TextArea({ label, value, onChange, maxLength, help, error }: TextAreaProps) {
  const id = useId()
  const note = error ?? help
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={3}
        maxLength={maxLength}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.target.value)}
        className="w-full rounded-control border border-control bg-bg px-3 py-2 text-base touch:text-[1rem]"
      />
      {note && (
        <p
          key={error}
          id={`${id}-note`}
          role={error && 'alert'}
          className={error ? 'text-sm text-danger' : 'text-sm text-muted'}
        >
          {note}
        </p>
      )}
    </div>
  )
}
