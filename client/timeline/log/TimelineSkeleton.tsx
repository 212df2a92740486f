import { useCatalogue } from '../../i18n/language.ts'
import { classes } from '../../ui/classes.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'

const bubbles = ['w-48', 'w-64', '-w-40', '-w-56', 'w-36', '-w-64', 'w-52']

export function TimelineSkeleton() {
  const { timeline: labels } = useCatalogue()
  return (
    <div className="mx-auto flex h-full max-w-[54rem] animate-late flex-col justify-end gap-3 overflow-hidden px-4 sm:px-6">
      <span className="sr-only">{labels.loading}</span>
      {bubbles.map((bubble, place) => (
        <Skeleton
          key={place}
          className={classes(
            'h-10 max-w-4/5 rounded-bubble',
            bubble.replace('-w', 'w'),
            bubble.startsWith('-') && 'self-end',
          )}
        />
      ))}
    </div>
  )
}
