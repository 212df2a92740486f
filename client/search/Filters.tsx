import { X } from 'lucide-react'
import type { FiltersCatalogue } from '../i18n/en/search/filters.ts'
import { useFiltersCatalogue } from '../i18n/filters.ts'
import { classes } from '../ui/classes.ts'
import { isDayFilter, type Filter } from './query.ts'

interface FiltersProps {
  filters: readonly Filter[]
  /** Whether the server is still looking up the unknown names. */
  lookingUp: boolean
  onDrop: (filter: Filter) => void
}

/** The filters that were recognized in the box, each with a button to remove it. */
export function Filters({ filters, lookingUp, onDrop }: FiltersProps) {
  const labels = useFiltersCatalogue()
  if (filters.length === 0) return null
  return (
    <ul aria-label={labels.filters} className="flex flex-wrap gap-1.5">
      {filters.map((filter, place) => {
        const { kind, value, means } = filter
        const isFine = means !== null || (lookingUp && (kind === 'from' || kind === 'in'))
        const label = isFine ? labels[kind](means?.name ?? value) : problemOf(filter, labels)
        return (
          <li
            key={place}
            className={classes(
              'inline-flex max-w-full items-center gap-1 rounded-full ps-3 text-sm',
              isFine ? 'bg-own text-on-own' : 'bg-danger-soft text-danger',
            )}
          >
            <span className="min-w-0 truncate">{label}</span>
            <button
              type="button"
              aria-label={labels.drop(label)}
              onClick={() => onDrop(filter)}
              className="grid size-8 shrink-0 place-items-center rounded-full hover:bg-hover touch:size-11"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function problemOf({ kind, value }: Filter, labels: FiltersCatalogue): string {
  if (isDayFilter(kind)) return labels.unknownDay(value)
  if (kind === 'has') return labels.unknownThing(value)
  if (kind === 'from') return labels.unknownPerson(value)
  return labels.unknownConversation(value)
}
