import { Skeleton } from '../ui/Skeleton.tsx'

const widths = ['w-24', 'w-32', 'w-20', 'w-28', 'w-24', 'w-36']

export function ListSkeleton() {
  return (
    <div aria-hidden className="flex-1 animate-late overflow-hidden px-2">
      {widths.map((width, place) => (
        <div key={place} className="flex h-16 items-center gap-3 px-2">
          <Skeleton className="size-10 shrink-0 rounded-full" />
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            <Skeleton className={width} />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
