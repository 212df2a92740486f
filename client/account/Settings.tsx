import { ArrowLeft } from 'lucide-react'
import { useMessengerState } from '../conversations/context.ts'
import { paths } from '../conversations/routes.ts'
import { useDialogs } from '../conversations/shell-context.ts'
import { useText } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { navigate } from '../ui/location.ts'
import { ProfileForm } from './ProfileForm.tsx'
import { ThemeChoice } from './ThemeChoice.tsx'
import { useLogOut } from './useLogOut.ts'

/** Whoever came here by a menu that is gone now finds their focus at the top of the page. */
const focusOnce = (heading: HTMLHeadingElement | null) => heading?.focus()

/** One's own page: the profile, how things look, and on a narrow screen the way out. */
export default function Settings() {
  const { account: text, timeline } = useText()
  const openDialog = useDialogs()
  const logOut = useLogOut()
  const me = useMessengerState((state) => state.me)

  return (
    <div className="h-full overflow-y-auto">
      <header className="sticky top-0 flex h-14 items-center gap-1 border-b border-line bg-bg px-2 sm:px-6">
        <IconButton
          icon={ArrowLeft}
          label={timeline.back}
          onClick={() => navigate(paths.home)}
          className="rtl:-scale-x-100 sm:hidden"
        />
        <h2 ref={focusOnce} tabIndex={-1} className="text-lg font-bold outline-none">
          {text.title}
        </h2>
      </header>
      <div className="mx-auto flex max-w-xl flex-col gap-8 px-4 py-6 pb-safe-12 sm:mx-0 sm:px-6">
        <section aria-labelledby="profile-title">
          <h3 id="profile-title" className="font-bold">
            {text.profile}
          </h3>
          <p className="mb-4 text-sm text-muted">{text.profileHelp}</p>
          <ProfileForm me={me} />
          {me.email && (
            <p className="mt-4 text-sm text-muted [overflow-wrap:anywhere]">
              {text.signedInAs(me.email)}
            </p>
          )}
        </section>
        <ThemeChoice />
        <section className="flex flex-wrap gap-3">
          <Button className="touch:hidden" onClick={() => openDialog('shortcuts')}>
            {text.shortcuts}
          </Button>
          <Button className="sm:hidden" onClick={logOut}>
            {text.logOut}
          </Button>
        </section>
      </div>
    </div>
  )
}
