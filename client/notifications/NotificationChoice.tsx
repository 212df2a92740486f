import { useState } from 'react'
import { useSettingsCatalogue } from '../i18n/account/settings.ts'
import { Button } from '../ui/Button.tsx'
import { Switch } from '../ui/choices/Switch.tsx'
import { askPermission, showDesktop, usePermission } from './desktop.ts'
import { preferences, usePreferences } from './preferences.ts'
import { playTone } from './sound.ts'

/** How this browser notifies the user. The page asks for the permission only after a click. */
export function NotificationChoice() {
  const { notifications: labels } = useSettingsCatalogue()
  const chosen = usePreferences()
  const allowed = usePermission()
  const [tested, setTested] = useState(false)

  function test() {
    if (chosen.sound) playTone()
    if (chosen.desktop && allowed === 'granted') {
      showDesktop({ title: labels.testTitle, body: labels.testBody, tag: 'test' })
    }
    setTested(true)
  }

  return (
    <section aria-labelledby="notifications-title" className="flex flex-col gap-4">
      <h3 id="notifications-title" className="font-bold">
        {labels.title}
      </h3>
      <Switch
        label={labels.sound}
        help={labels.soundHelp}
        checked={chosen.sound}
        onChange={(on) => preferences.change('sound', on)}
      />
      {allowed === 'granted' && (
        <Switch
          label={labels.desktop}
          help={labels.desktopHelp}
          checked={chosen.desktop}
          onChange={(on) => preferences.change('desktop', on)}
        />
      )}
      {allowed === 'denied' && <p className="text-sm text-muted">{labels.denied}</p>}
      {allowed === 'unsupported' && <p className="text-sm text-muted">{labels.unsupported}</p>}
      <div className="flex flex-wrap items-center gap-3">
        {allowed === 'default' && (
          <Button onClick={() => void askPermission()}>{labels.allow}</Button>
        )}
        <Button onClick={test}>{labels.test}</Button>
        <p aria-live="polite" className="text-sm text-muted">
          {tested && labels.tested}
        </p>
      </div>
    </section>
  )
}
