import { useId, type ComponentProps, type ReactNode } from 'react'
import { classes } from './classes.ts'

interface FieldProps extends ComponentProps<'input'> {
  label: string
  help?: string | undefined
  error?: string | undefined
  /** Stands at the end of the label's line. */
  aside?: ReactNode
  /** Stands inside the box, at its end. */
  end?: ReactNode
}

/**
 * A labelled text box. A screen reader reads its help and its error with it. An error is spoken when it appears too: the
 * focus may be in the box already, or stay on the button.
 */
export function Field({ label, help, error, aside, end, className, ...input }: FieldProps) {
  const id = useId()
  const note = error ?? help
  return (
    <div className={classes('flex flex-col gap-1', className)}>
      <div className="-mb-0.5 flex min-h-6 items-center justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {aside}
      </div>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          className={classes(
            'h-10 w-full rounded-control border bg-bg px-3 text-base placeholder:text-muted touch:h-11',
            'touch:text-[1rem]',
            end ? 'pe-11' : undefined,
            error ? 'border-danger' : 'border-control',
          )}
        />
        {end && <div className="absolute inset-y-0 end-1 grid place-items-center">{end}</div>}
      </div>
      {note && (
        // A key of its own: a screen reader speaks an alert that appears, and not a text that becomes one.
        <p
          key={error}
          id={`${id}-note`}
          role={error && 'alert'}
          className={classes('text-sm', error ? 'text-danger' : 'text-muted')}
        >
          {note}
        </p>
      )}
    </div>
  )
}
