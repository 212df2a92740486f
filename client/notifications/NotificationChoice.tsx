import { useState } from 'react'
import { useText } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { Switch } from '../ui/Switch.tsx'
import { askPermission, showDesktop, usePermission } from './desktop.ts'
import { preferences, usePreferences } from './preferences.ts'
import { playTone } from './sound.ts'

/** What this browser tells one by. The permission is asked for after a click, and only then. */
export function NotificationChoice() {
  const { notifications: text } = useText()
  const chosen = usePreferences()
  const allowed = usePermission()
  const [tested, setTested] = useState(false)

  function test() {
    if (chosen.sound) playTone()
    if (chosen.desktop && allowed === 'granted') {
      showDesktop({ title: text.testTitle, body: text.testBody, tag: 'test' })
    }
    setTested(true)
  }

  return (
    <section aria-labelledby="notifications-title" className="flex flex-col gap-4">
      <h3 id="notifications-title" className="font-bold">
        {text.title}
      </h3>
      <Switch
        label={text.sound}
        help={text.soundHelp}
        checked={chosen.sound}
        onChange={(on) => preferences.change('sound', on)}
      />
      {allowed === 'granted' && (
        <Switch
          label={text.desktop}
          help={text.desktopHelp}
          checked={chosen.desktop}
          onChange={(on) => preferences.change('desktop', on)}
        />
      )}
      {allowed === 'denied' && <p className="text-sm text-muted">{text.denied}</p>}
      {allowed === 'unsupported' && <p className="text-sm text-muted">{text.unsupported}</p>}
      <div className="flex flex-wrap items-center gap-3">
        {allowed === 'default' && (
          <Button onClick={() => void askPermission()}>{text.allow}</Button>
        )}
        <Button onClick={test}>{text.test}</Button>
        <p aria-live="polite" className="text-sm text-muted">
          {tested && text.tested}
        </p>
      </div>
    </section>
  )
}
