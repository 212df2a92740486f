import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '../../../ui/classes.ts'

interface AlertProps {
  kind: 'error' | 'note'
  children: ReactNode
}

/** Shown above a form: why it was refused, or why the user sees it. */
export function Alert({ kind, children }: AlertProps) {
  const Icon = kind === 'error' ? CircleAlert : Info
  return (
    <div
      role={kind === 'error' ? 'alert' : undefined}
      className={classes(
        'mb-4 flex gap-2 rounded-control px-3 py-2 text-sm',
        kind === 'error' ? 'bg-danger-soft text-danger' : 'bg-surface text-text',
      )}
    >
      <Icon aria-hidden className="mt-px size-4 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
