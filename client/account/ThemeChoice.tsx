import { useState } from 'react'
import { useSettingsCatalogue } from '../i18n/account/settings.ts'
import { chooseTheme, currentTheme, themes } from './theme.ts'

export function ThemeChoice() {
  const labels = useSettingsCatalogue()
  const [theme, setTheme] = useState(currentTheme)
  return (
    <fieldset>
      <legend className="mb-2 font-bold">{labels.theme}</legend>
      <div className="inline-flex rounded-control border border-control p-0.5">
        {themes.map((choice) => (
          <label
            key={choice}
            className="relative grid min-h-8 cursor-pointer place-items-center rounded-[4px] px-4 has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus touch:min-h-11"
          >
            <input
              type="radio"
              name="theme"
              checked={theme === choice}
              onChange={() => {
                setTheme(choice)
                chooseTheme(choice)
              }}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {labels.themes[choice]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
