import { classes } from './classes.ts'

/** A grey bar in the place of a line. It appears late: what loads at once should not flash. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={classes('block h-4 animate-pulse-soft rounded-control bg-hover', className)}
    />
  )
}
