import type { ReactNode, RefObject } from 'react'
import { useCatalogue } from '../../i18n/language.ts'
import { classes } from '../../ui/classes.ts'
import { useCombobox } from './useCombobox.ts'

/** One thing that was found: a conversation, a person or a message. */
export interface Option {
  id: string
  name: string
  /** Stands at the end of the first line. */
  time?: ReactNode
  detail: ReactNode
  face: ReactNode
  choose: () => void
}

export interface OptionGroup {
  heading: string
  options: readonly Option[]
}

interface OptionsProps {
  /** The box in which the text is typed. It keeps the focus. */
  box: RefObject<HTMLInputElement | null>
  /** The id that the box names in `aria-controls`. */
  id: string
  groups: readonly OptionGroup[]
  question: string
}

/** The results of the one search, in groups. The keys of the box move through them. */
export function Options({ box, id, groups, question }: OptionsProps) {
  const { conversations: labels } = useCatalogue()
  const filled = groups.filter(({ options }) => options.length > 0)
  const active = useCombobox(
    box,
    filled.flatMap(({ options }) => options),
    question,
  )
  if (filled.length === 0) return null
  return (
    <div id={id} role="listbox" aria-label={labels.results}>
      {filled.map(({ heading, options }) => (
        <div key={heading} role="group" aria-label={heading} className="pb-2">
          <p aria-hidden className="px-2 py-1 text-xs font-medium text-muted">
            {heading}
          </p>
          {options.map((option) => (
            <Row key={option.id} option={option} isActive={option.id === active} />
          ))}
        </div>
      ))}
    </div>
  )
}

function Row({ option, isActive }: { option: Option; isActive: boolean }) {
  const { id, name, time, detail, face, choose } = option
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the box has the focus and handles the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      // The box keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={choose}
      className={classes(
        'flex min-h-12 cursor-pointer items-center gap-3 rounded-control px-2 py-1 hover:bg-hover',
        isActive && 'bg-hover outline-2 -outline-offset-2 outline-focus',
      )}
    >
      {face}
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">
            <bdi>{name}</bdi>
          </span>
          {time}
        </span>
        <span className="line-clamp-2 block text-xs [overflow-wrap:anywhere] text-muted">
          {detail}
        </span>
      </span>
    </div>
  )
}
