import { useState } from 'react'
import { readSetting, writeSetting } from '../browser/settings.ts'
import { usePreviewsCatalogue } from '../i18n/previews.ts'
import { Switch } from '../ui/choices/Switch.tsx'

/** Whether this browser shows previews of links. */
export function PreviewChoice() {
  const labels = usePreviewsCatalogue()
  const [isOn, setIsOn] = useState(() => readSetting('previews') !== 'off')
  return (
    <section aria-labelledby="previews-title" className="flex flex-col gap-3">
      <h3 id="previews-title" className="font-bold">
        {labels.title}
      </h3>
      <Switch
        label={labels.choice}
        help={labels.choiceHelp}
        checked={isOn}
        onChange={(on) => {
          writeSetting('previews', on ? null : 'off')
          setIsOn(on)
        }}
      />
    </section>
  )
}
