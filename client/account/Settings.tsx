import { ChevronRight, MonitorSmartphone, Stethoscope, type LucideIcon } from 'lucide-react'
import { useMessengerState } from '../messenger/context.ts'
import { paths } from '../navigation/routes.ts'
import { useDialogs } from '../navigation/dialogs.ts'
import { useDevicesCatalogue } from '../i18n/devices.ts'
import { useCatalogue } from '../i18n/language.ts'
import { useSettingsCatalogue } from '../i18n/account/settings.ts'
import { NotificationChoice } from '../notifications/NotificationChoice.tsx'
import { Button } from '../ui/Button.tsx'
import { BlockedPeople } from './BlockedPeople.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { OwnData } from './OwnData.tsx'
import { PreviewChoice } from './PreviewChoice.tsx'
import { PresenceChoice } from './PresenceChoice.tsx'
import { ProfileForm } from './ProfileForm.tsx'
import { SettingsFrame } from './SettingsFrame.tsx'
import { SignInSettings } from './SignInSettings.tsx'
import { ThemeChoice } from './ThemeChoice.tsx'
import { useLogOut } from './useLogOut.ts'
import { Link } from '../ui/Link.tsx'

/** The settings page: profile, privacy, notifications, theme, devices, and the button that logs out. */
export default function Settings() {
  const { account, timeline, session } = useCatalogue()
  const labels = useSettingsCatalogue()
  const devices = useDevicesCatalogue()
  const openDialog = useDialogs()
  const logOut = useLogOut()
  const me = useMessengerState((state) => state.me)

  return (
    <SettingsFrame
      title={labels.title}
      back={{ href: paths.home, label: timeline.back, narrow: true }}
    >
      <section aria-labelledby="profile-title">
        <h3 id="profile-title" className="font-bold">
          {labels.profile}
        </h3>
        <p className="mb-4 text-sm text-muted">{labels.profileHelp}</p>
        <ProfileForm me={me} />
      </section>
      <SignInSettings me={me} />
      <PresenceChoice />
      <BlockedPeople />
      <NotificationChoice />
      <PreviewChoice />
      <ThemeChoice />
      <LanguageChoice />
      <section
        aria-label={labels.more}
        className="divide-y divide-line rounded-card border border-line"
      >
        <SettingsLink
          href={paths.devices}
          icon={MonitorSmartphone}
          label={devices.link}
          help={devices.linkHelp}
        />
        <SettingsLink
          href={paths.doctor}
          icon={Stethoscope}
          label={session.doctorTitle}
          help={session.doctorHelp}
        />
      </section>
      <OwnData />
      <div className="flex flex-wrap gap-3">
        <Button className="touch:hidden" onClick={() => openDialog('shortcuts')}>
          {labels.shortcuts}
        </Button>
        <Button className="sm:hidden" onClick={logOut}>
          {account.logOut}
        </Button>
      </div>
    </SettingsFrame>
  )
}

interface SettingsLinkProps {
  href: string
  icon: LucideIcon
  label: string
  help: string
}

/** A link to another page of the settings. */
function SettingsLink({ href, icon: Icon, label, help }: SettingsLinkProps) {
  return (
    <Link
      href={href}
      className="ring-inside flex min-h-14 items-center gap-3 px-3 py-2 first:rounded-t-card last:rounded-b-card hover:bg-hover"
    >
      <Icon aria-hidden className="size-5 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{label}</span>
        <span className="block text-sm text-muted">{help}</span>
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted rtl:-scale-x-100" />
    </Link>
  )
}
