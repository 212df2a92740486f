import { lazy, Suspense, useState } from 'react'
import { useMessengerState } from '../messenger/context.ts'
import { useText } from '../i18n/language.ts'
import { Avatar } from '../ui/Avatar.tsx'

const AccountMenu = lazy(() => import('./AccountMenu.tsx'))

/** One's own face. The menu behind it is fetched when it is first wanted, and opens by itself then. */
export function AccountButton() {
  const { account: text } = useText()
  const [wanted, setWanted] = useState(false)
  const me = useMessengerState((state) => state.me)
  const face = (
    <button
      type="button"
      aria-label={text.menu}
      aria-haspopup="menu"
      title={text.menu}
      onClick={() => setWanted(true)}
      className="grid size-10 place-items-center rounded-full hover:bg-hover touch:size-11"
    >
      <Avatar id={me.id} name={me.display_name} url={me.avatar_url} size="small" />
    </button>
  )
  if (!wanted) return face
  return (
    <Suspense fallback={face}>
      <AccountMenu>{face}</AccountMenu>
    </Suspense>
  )
}
