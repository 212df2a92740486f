import { useState } from 'react'
import { readSetting } from '../browser/settings.ts'
import { chooseLanguage, languages } from '../i18n/language.ts'
import { useSettingsCatalogue } from '../i18n/account/settings.ts'
import { Choices } from '../ui/choices/Choices.tsx'

const AUTOMATIC = 'automatic'
const tags = ['en', ...Object.keys(languages)]

/** A language is called by its own name, so that a person who reads no other one finds it. */
const nameOf = (tag: string) => (
  <span lang={tag}>{new Intl.DisplayNames([tag], { type: 'language' }).of(tag)}</span>
)

export function LanguageChoice() {
  const labels = useSettingsCatalogue()
  const [stored] = useState(() => readSetting('locale'))
  const [chosen, setChosen] = useState(tags.find((tag) => tag === stored) ?? AUTOMATIC)
  return (
    <section aria-label={labels.language}>
      <h3 className="font-bold">{labels.language}</h3>
      <p className="mb-2 text-sm text-muted">{labels.languageHelp}</p>
      <Choices
        label={labels.language}
        isLabelHidden
        value={chosen}
        choices={[
          { value: AUTOMATIC, label: labels.languageAutomatic },
          ...tags.map((tag) => ({ value: tag, label: nameOf(tag) })),
        ]}
        onChange={async (tag) => {
          await chooseLanguage(tag === AUTOMATIC ? null : tag)
          setChosen(tag)
        }}
      />
    </section>
  )
}
