import type { Catalogue } from '../i18n/en.ts'
import { useCatalogue } from '../i18n/language.ts'

export type KeyName = keyof Catalogue['account']['keyNames']

/** Apple keyboards show these signs in every language. */
const appleSigns: Partial<Record<KeyName, string>> = /Mac|iPhone|iPad/.test(navigator.userAgent)
  ? { command: '⌘', alt: '⌥', shift: '⇧' }
  : {}

/** A key with its label on this keyboard. */
export function Key({ name }: { name: KeyName }) {
  const { account } = useCatalogue()
  return (
    <kbd className="inline-grid h-6 min-w-6 place-items-center rounded-control border border-control px-1.5 font-sans text-xs whitespace-nowrap text-text">
      {appleSigns[name] ?? account.keyNames[name]}
    </kbd>
  )
}
