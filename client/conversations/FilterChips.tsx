import { useCatalogue } from '../i18n/language.ts'
import { listFilters, type ListFilter } from './list-filter.ts'

interface FilterChipsProps {
  value: ListFilter
  onChange: (filter: ListFilter) => void
}

/**
 * Chooses which conversations are shown. The chips are radio buttons: one Tab stop, arrow keys between them. Where a
 * language has longer words, they take a second row: nobody finds a chip that is cut off.
 */
export function FilterChips({ value, onChange }: FilterChipsProps) {
  const { conversations: labels } = useCatalogue()
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1">
      <legend className="sr-only">{labels.show}</legend>
      {listFilters.map((filter) => (
        <label
          key={filter}
          className="relative grid min-h-7 shrink-0 cursor-pointer place-items-center rounded-full border border-line bg-bg px-[7px] text-sm text-muted hover:border-control has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus touch:min-h-11 touch:px-3"
        >
          <input
            type="radio"
            name="list-filter"
            checked={value === filter}
            onChange={() => onChange(filter)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {labels.filters[filter]}
        </label>
      ))}
    </fieldset>
  )
}
