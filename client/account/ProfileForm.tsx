import { useState, type FormEvent } from 'react'
import {
  avatarUrl as avatarUrlShape,
  displayName as displayNameShape,
  username as usernameShape,
  type OwnProfile,
} from '../../wire/people.ts'
import { useMessenger } from '../conversations/context.ts'
import { codeOf } from '../conversations/failure.ts'
import { useText } from '../i18n/language.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'

type Outcome = { kind: 'idle' | 'busy' | 'saved' | 'taken' | 'failed' }

/** Checked with the schemas the server uses, so that it refuses nothing the form let through but a taken name. */
export function ProfileForm({ me }: { me: OwnProfile }) {
  const { account: text } = useText()
  const messenger = useMessenger()
  const [name, setName] = useState(me.display_name)
  const [username, setUsername] = useState(me.username)
  const [picture, setPicture] = useState(me.avatar_url ?? '')
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'idle' })

  const pictureOk = picture.trim() === '' || avatarUrlShape.safeParse(picture.trim()).success
  const nameOk = displayNameShape.safeParse(name).success
  const usernameOk = usernameShape.safeParse(username).success

  /** What was said about the last save is about something else as soon as a letter changes. */
  function edit(set: (value: string) => void, value: string) {
    set(value)
    setOutcome({ kind: 'idle' })
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!pictureOk || !nameOk || !usernameOk || outcome.kind === 'busy') return
    setOutcome({ kind: 'busy' })
    try {
      await messenger.updateProfile({
        display_name: name.trim(),
        username,
        avatar_url: picture.trim() || null,
      })
      setOutcome({ kind: 'saved' })
    } catch (failure) {
      setOutcome({ kind: codeOf(failure) === 'conflict' ? 'taken' : 'failed' })
    }
  }

  const usernameError = !usernameOk
    ? text.errors.username
    : outcome.kind === 'taken'
      ? text.errors.taken
      : undefined

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <div className="flex items-end gap-4">
        <Avatar
          id={me.id}
          name={name || me.display_name}
          url={pictureOk ? picture.trim() || null : null}
          size="large"
        />
        <Field
          className="min-w-0 flex-1"
          label={text.name}
          autoComplete="name"
          value={name}
          error={nameOk ? undefined : text.errors.name}
          onChange={(event) => edit(setName, event.target.value)}
        />
      </div>
      <Field
        label={text.username}
        help={text.usernameHelp}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        value={username}
        error={usernameError}
        onChange={(event) => edit(setUsername, event.target.value.toLowerCase())}
      />
      <Field
        label={text.picture}
        help={text.pictureHelp}
        type="url"
        inputMode="url"
        autoComplete="off"
        value={picture}
        error={pictureOk ? undefined : text.errors.picture}
        onChange={(event) => edit(setPicture, event.target.value)}
      />
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" busy={outcome.kind === 'busy'}>
          {text.save}
        </Button>
        <p aria-live="polite" className="text-sm text-muted">
          {outcome.kind === 'saved' && text.saved}
          {outcome.kind === 'failed' && <span className="text-danger">{text.errors.failed}</span>}
        </p>
      </div>
    </form>
  )
}
