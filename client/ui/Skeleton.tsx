import { classes } from './classes.ts'

/** A grey bar in place of a line. It appears late, so that a quick load does not flash. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={classes('block h-4 animate-pulse-soft rounded-control bg-hover', className)}
    />
  )
}
