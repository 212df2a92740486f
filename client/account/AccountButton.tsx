import { Suspense, useState } from 'react'
import { useMessengerState } from '../messenger/context.ts'
import { useCatalogue } from '../i18n/language.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { lazy } from '../ui/later/lazy.tsx'

const AccountMenu = lazy(() => import('./AccountMenu.tsx'))

/** The user's own avatar. Its menu is downloaded at the first click and then opens by itself. */
export function AccountButton() {
  const { account: labels } = useCatalogue()
  const [wanted, setWanted] = useState(false)
  const me = useMessengerState((state) => state.me)
  const face = (
    <button
      type="button"
      aria-label={labels.menu}
      aria-haspopup="menu"
      title={labels.menu}
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
