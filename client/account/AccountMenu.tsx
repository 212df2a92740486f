import {
  Activity,
  Check,
  Compass,
  Keyboard,
  LogOut,
  Shield,
  StickyNote,
  UserPlus,
  UserRound,
} from 'lucide-react'
import { DropdownMenu as Menu } from 'radix-ui'
import { useState, type ReactElement } from 'react'
import { paths } from '../navigation/routes.ts'
import { useDialogs } from '../navigation/dialogs.ts'
import { useInvitationsCatalogue } from '../i18n/invitations.ts'
import { useCatalogue } from '../i18n/language.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMonitoringCatalogue } from '../i18n/monitoring.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useSettingsCatalogue } from '../i18n/account/settings.ts'
import { useMessengerState } from '../messenger/context.ts'
import { navigate } from '../navigation/location.ts'
import { chooseTheme, currentTheme, themes, type Theme } from './theme.ts'
import { useLogOut } from './useLogOut.ts'
import { BackCloses } from '../ui/BackCloses.tsx'

const item =
  'flex min-h-9 cursor-default items-center gap-3 rounded-control px-2 outline-none select-none touch:min-h-11 data-highlighted:bg-hover'

/** The menu is neither modal nor in a portal. It stays inside the landmark of the page. */
export default function AccountMenu({ children }: { children: ReactElement }) {
  const { account } = useCatalogue()
  const labels = useSettingsCatalogue()
  const openDialog = useDialogs()
  const { title: monitoring } = useMonitoringCatalogue()
  const { title: moderation } = useModerationCatalogue()
  const { invite } = useInvitationsCatalogue()
  const { arena } = useRoomsCatalogue()
  const { posts } = usePostsCatalogue()
  const role = useMessengerState((state) => state.me.role)
  const isAdmin = role === 'admin'
  const logOut = useLogOut()
  const [theme, setTheme] = useState(currentTheme)
  return (
    <Menu.Root defaultOpen modal={false}>
      <Menu.Trigger asChild>{children}</Menu.Trigger>
      <Menu.Content
        align="start"
        side="top"
        sideOffset={8}
        collisionPadding={8}
        className="z-popover max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto w-60 animate-appear rounded-card border border-line bg-bg p-1 shadow-card"
      >
        <BackCloses />
        <Menu.Item className={item} onSelect={() => navigate(paths.settings)}>
          <UserRound aria-hidden className="size-4 text-muted" /> {labels.settings}
        </Menu.Item>
        <Menu.Item className={item} onSelect={() => openDialog('invite')}>
          <UserPlus aria-hidden className="size-4 text-muted" /> {invite}
        </Menu.Item>
        <Menu.Item className={item} onSelect={() => navigate(paths.arena)}>
          <Compass aria-hidden className="size-4 text-muted" /> {arena}
        </Menu.Item>
        <Menu.Item className={item} onSelect={() => navigate(paths.posts)}>
          <StickyNote aria-hidden className="size-4 text-muted" /> {posts}
        </Menu.Item>
        <Menu.Item className={item} onSelect={() => openDialog('shortcuts')}>
          <Keyboard aria-hidden className="size-4 text-muted" /> {labels.shortcuts}
        </Menu.Item>
        {role !== 'member' && (
          <Menu.Item className={item} onSelect={() => navigate(paths.moderation)}>
            <Shield aria-hidden className="size-4 text-muted" /> {moderation}
          </Menu.Item>
        )}
        {isAdmin && (
          <Menu.Item className={item} onSelect={() => navigate(paths.monitoring)}>
            <Activity aria-hidden className="size-4 text-muted" /> {monitoring}
          </Menu.Item>
        )}
        <Menu.Separator className="my-1 h-px bg-line" />
        <Menu.Label className="px-2 pt-1 text-xs font-medium text-muted">{labels.theme}</Menu.Label>
        <Menu.RadioGroup
          value={theme}
          onValueChange={(value) => {
            setTheme(value as Theme)
            chooseTheme(value as Theme)
          }}
        >
          {themes.map((choice) => (
            <Menu.RadioItem
              key={choice}
              value={choice}
              className={item}
              onSelect={(event) => event.preventDefault()}
            >
              <span className="grid size-4 place-items-center">
                <Menu.ItemIndicator>
                  <Check aria-hidden className="size-4 text-accent" />
                </Menu.ItemIndicator>
              </span>
              {labels.themes[choice]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Separator className="my-1 h-px bg-line" />
        <Menu.Item className={item} onSelect={logOut}>
          <LogOut aria-hidden className="size-4 text-muted rtl:-scale-x-100" /> {account.logOut}
        </Menu.Item>
      </Menu.Content>
    </Menu.Root>
  )
}
