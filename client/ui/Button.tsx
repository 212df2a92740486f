import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { Spinner } from './Spinner.tsx'

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-control text-text hover:bg-hover',
  quiet: 'text-text hover:bg-hover',
  'quiet-danger': 'text-danger hover:bg-danger-soft',
  danger: 'bg-danger text-bg hover:opacity-90',
  link: 'text-accent underline-offset-4 hover:underline',
}

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks
  busy?: boolean
}

/** A busy button keeps its place and its focus, but does nothing. */
export function Button({ look = 'plain', busy = false, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={classes(
        'relative inline-flex min-h-9 items-center justify-center gap-2 rounded-control text-base',
        'font-medium transition-colors touch:min-h-11 disabled:opacity-50',
        look === 'link' ? 'px-1' : 'px-4',
        looks[look],
        className,
      )}
    >
      <span className={classes('inline-flex items-center gap-2', busy && 'opacity-0')}>
        {rest.children}
      </span>
      {busy && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
    </button>
  )
}
