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
