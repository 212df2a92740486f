import { X } from 'lucide-react'
import { useState } from 'react'
import { paths, useRoute } from '../navigation/routes.ts'
import { useSettingsCatalogue } from '../i18n/account/settings.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { PictureField } from '../pictures/PictureField.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Link } from '../ui/Link.tsx'
import { writeSetting } from '../browser/settings.ts'

/**
 * A new account sees this card once. It stands beside the list, because nobody has to fill in a profile
 * before writing.
 */
export default function WelcomeCard() {
  const labels = useSettingsCatalogue()
  const [open, setOpen] = useState(true)
  const { account } = useMessenger()
  const me = useMessengerState((state) => state.me)
  const settled = useRoute().kind === 'settings'
  if (!open || settled) return null

  function close() {
    writeSetting('welcome', null)
    setOpen(false)
  }

  return (
    <section
      aria-labelledby="welcome-title"
      className="relative mx-3 mb-2 rounded-card border border-line bg-bg p-3 pe-10"
    >
      <h3 id="welcome-title" className="font-medium">
        {labels.welcomeTitle}
      </h3>
      <p className="mb-2 text-sm text-muted">{labels.welcomeBody}</p>
      <PictureField
        hasPicture={me.avatar_url !== null}
        onPicture={(uploadId) => account.changePicture(uploadId)}
      >
        <Avatar id={me.id} name={me.display_name} url={me.avatar_url} size="large" />
      </PictureField>
      <Link
        href={paths.settings}
        onClick={close}
        className="mt-1 inline-flex min-h-8 items-center text-sm font-medium text-accent underline-offset-4 hover:underline touch:min-h-11"
      >
        {labels.welcomeAction}
      </Link>
      <IconButton
        icon={X}
        label={labels.welcomeLater}
        onClick={close}
        className="absolute end-1 top-1"
      />
    </section>
  )
}
