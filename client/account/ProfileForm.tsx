import { useState, type FormEvent } from 'react'
import {
  displayName as displayNameShape,
  username as usernameShape,
  type OwnProfile,
} from '../../wire/people.ts'
import { PictureField } from '../pictures/PictureField.tsx'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { useSettingsCatalogue } from '../i18n/account/settings.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'

/**
 * The form checks with the server's own schemas. The server then refuses only a name that is taken, or that
 * moderation does not let through.
 */
export function ProfileForm({ me }: { me: OwnProfile }) {
  const labels = useSettingsCatalogue()
  const messenger = useMessenger()
  const [name, setName] = useState(me.display_name)
  const [username, setUsername] = useState(me.username)
  const [saved, setSaved] = useState(false)
  const { busy, failure, run, forget } = useAction()
  const taken = failure?.code === 'conflict'
  const { muted, filtered } = labels.errors

  const nameOk = displayNameShape.safeParse(name).success
  const usernameOk = usernameShape.safeParse(username).success

  /** The message about the last save no longer fits once a letter has changed. */
  function edit(set: (value: string) => void, value: string) {
    set(value)
    setSaved(false)
    forget()
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!nameOk || !usernameOk) return
    setSaved(
      await run(() => messenger.account.updateProfile({ display_name: name.trim(), username })),
    )
  }

  const usernameError = !usernameOk
    ? labels.errors.username
    : taken
      ? labels.errors.taken
      : undefined

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {/* A picture is kept at once, without the button below. */}
      <PictureField
        hasPicture={me.avatar_url !== null}
        onPicture={(uploadId) => messenger.account.changePicture(uploadId)}
      >
        <Avatar id={me.id} name={name || me.display_name} url={me.avatar_url} size="large" />
      </PictureField>
      <Field
        label={labels.name}
        autoComplete="name"
        value={name}
        error={nameOk ? undefined : labels.errors.name}
        onChange={(event) => edit(setName, event.target.value)}
      />
      <Field
        label={labels.username}
        help={labels.usernameHelp}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        value={username}
        error={usernameError}
        onChange={(event) => edit(setUsername, event.target.value.toLowerCase())}
      />
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" busy={busy}>
          {labels.save}
        </Button>
        <p aria-live="polite" className="text-sm text-muted">
          {saved && labels.saved}
        </p>
        {!taken && <FailureNote failure={failure} messages={{ muted, filtered }} />}
      </div>
    </form>
  )
}
