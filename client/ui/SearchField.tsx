import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Field } from './Field.tsx'

interface SearchFieldProps {
  label: string
  value: string
  onType: (value: string) => void
}

/** The text box that searches a list on the server. */
export function SearchField({ label, value, onType }: SearchFieldProps) {
  return (
    <Field
      label={label}
      type="search"
      autoComplete="off"
      maxLength={200}
      value={value}
      onChange={(event) => onType(event.target.value)}
      className="min-w-0 flex-1 basis-52"
    />
  )
}

interface SearchBoxProps extends ComponentProps<'input'> {
  label: string
}

/** The text box with a magnifier that a dialog or a panel searches with. `children` stand at its end. */
export function SearchBox({ label, children, ...input }: SearchBoxProps) {
  return (
    <div className="relative">
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-muted"
      />
      <input
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        {...input}
        className="h-10 w-full rounded-control border border-control bg-bg ps-9 pe-10 text-base placeholder:text-muted touch:h-11 touch:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
      />
      {children}
    </div>
  )
}
