import { LogOut } from 'lucide-react'
import { AccountButton } from '../account/AccountButton.tsx'
import { useLogOut } from '../account/useLogOut.ts'
import { useCatalogue } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { ConnectionStatus } from './ConnectionStatus.tsx'
import { useMessengerState } from '../messenger/context.ts'

/**
 * The user and the connection, below the list. On a narrow screen an open conversation covers it. The
 * status then stays for screen readers, and the banner is visible.
 */
export function Footer({ pane }: { pane: 'open' | 'closed' }) {
  const { account: labels } = useCatalogue()
  const me = useMessengerState((state) => state.me)
  const logOut = useLogOut()
  const covered = pane === 'open'
  return (
    <div
      className={classes(
        'shell-foot flex items-center gap-2 border-e border-line bg-surface px-2 py-2 sm:border-t sm:pb-safe-2',
        covered ? 'max-sm:sr-only' : 'border-t pb-safe-2',
      )}
    >
      <div className={classes('shrink-0', covered && 'max-sm:hidden')}>
        <AccountButton />
      </div>
      <div className={classes('min-w-0', covered ? 'sm:flex-1' : 'flex-1')}>
        <p className={classes('truncate text-sm font-medium', covered && 'max-sm:hidden')}>
          <bdi>{me.display_name}</bdi>
        </p>
        <ConnectionStatus />
      </div>
      <IconButton
        icon={LogOut}
        label={labels.logOut}
        onClick={logOut}
        className={classes('rtl:-scale-x-100', covered && 'max-sm:hidden')}
      />
    </div>
  )
}
