import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon
  label: string
}

/** A button with an icon only. Its label is the tooltip and the accessible name. */
export function IconButton({ icon: Icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classes(
        'grid size-8 shrink-0 place-items-center rounded-control text-muted transition-colors',
        'hover:bg-hover hover:text-text disabled:opacity-50 touch:size-11',
        className,
      )}
    >
      <Icon aria-hidden className="size-[18px]" strokeWidth={1.9} />
    </button>
  )
}
