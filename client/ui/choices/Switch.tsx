import { useId } from 'react'
import { useChoice } from './useChoice.ts'

interface SwitchProps {
  label: string
  help?: string
  checked: boolean
  /** The control waits for the returned promise, and shows the new state meanwhile. */
  onChange: (checked: boolean) => unknown
}

/** A setting that is on or off, and takes effect at once. */
export function Switch({ label, help, checked, onChange }: SwitchProps) {
  const id = useId()
  const [shown, choose] = useChoice(checked, onChange)
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={id} className="cursor-pointer">
          {label}
        </label>
        {help && (
          <p id={`${id}-help`} className="text-sm text-muted">
            {help}
          </p>
        )}
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={shown}
        aria-describedby={help ? `${id}-help` : undefined}
        checked={shown}
        onChange={({ target }) => choose(target.checked)}
        className="relative h-6 w-11 shrink-0 cursor-pointer appearance-none rounded-full border-2 border-control bg-bg transition-colors before:absolute before:inset-y-0.5 before:start-0.5 before:size-4 before:rounded-full before:bg-control before:transition-[inset-inline-start] checked:border-accent checked:bg-accent checked:before:start-[1.375rem] checked:before:bg-on-accent touch:my-2.5 touch:after:absolute touch:after:inset-x-0 touch:after:-inset-y-3"
      />
    </div>
  )
}
