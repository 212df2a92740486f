import { useCatalogue } from '../../i18n/language.ts'
import { Avatar } from '../../ui/Avatar.tsx'

interface BeginningProps {
  id: string
  name: string
  avatarUrl: string | null
  group: boolean
  empty: boolean
}

/** Shown above the very first message, or in an empty conversation. */
export function Beginning({ id, name, avatarUrl, group, empty }: BeginningProps) {
  const { timeline: labels } = useCatalogue()
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-8 text-center text-muted">
      <Avatar id={id} name={name} url={avatarUrl} size="large" />
      <p className="mt-2 text-sm text-balance">
        {group ? labels.beginningOfGroup(name) : labels.beginning(name)}
      </p>
      {empty && <p className="text-sm text-balance">{labels.sayHello}</p>}
    </div>
  )
}
