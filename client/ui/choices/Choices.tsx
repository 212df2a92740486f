import { useId, type ReactNode } from 'react'
import { classes } from '../classes.ts'
import { useChoice } from './useChoice.ts'

interface ChoicesProps<T extends string> {
  label: string
  /** A heading shows the same text already. */
  isLabelHidden?: boolean
  choices: readonly { value: T; label: ReactNode }[]
  value: T
  /** The control waits for the returned promise, and shows the new choice meanwhile. */
  onChange: (value: T) => unknown
}

/** A column of radio buttons. */
export function Choices<T extends string>(props: ChoicesProps<T>) {
  const { label, isLabelHidden = false, choices, value, onChange } = props
  const name = useId()
  const [shown, choose] = useChoice(value, onChange)
  return (
    <fieldset>
      <legend className={isLabelHidden ? 'sr-only' : 'mb-1 text-sm font-medium'}>{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="flex min-h-8 cursor-pointer items-center gap-3 touch:min-h-11"
        >
          <input
            type="radio"
            name={name}
            checked={shown === choice.value}
            onChange={() => choose(choice.value)}
            className="peer sr-only"
          />
          <span
            aria-hidden
            className={classes(
              'grid size-4 shrink-0 place-items-center rounded-full border-2 border-control bg-bg',
              'before:size-2 before:rounded-full before:bg-accent before:opacity-0',
              'peer-checked:border-accent peer-checked:before:opacity-100',
              'peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus',
            )}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  )
}
