import { useId } from 'react'
import { useEmojiPickerCatalogue } from '../i18n/emoji-picker.ts'
import { TONES, withTone, type Tone } from './tones.ts'

interface ToneChoiceProps {
  tone: Tone
  onTone: (tone: Tone) => void
}

/** The colour of skin in which people and hands are drawn. */
export function ToneChoice({ tone, onTone }: ToneChoiceProps) {
  const labels = useEmojiPickerCatalogue()
  const name = useId()
  return (
    <fieldset className="flex shrink-0 items-center justify-end gap-1 border-t border-line px-2 py-1">
      <legend className="sr-only">{labels.skinTone}</legend>
      {TONES.map((one) => (
        <label
          key={one}
          title={labels.skinTones[one]}
          className="relative grid size-7 cursor-pointer place-items-center rounded-control hover:bg-hover has-checked:bg-hover has-checked:outline-2 has-checked:outline-accent has-focus-visible:outline-2 has-focus-visible:outline-focus touch:size-9"
        >
          <input
            type="radio"
            name={name}
            checked={tone === one}
            aria-label={labels.skinTones[one]}
            onChange={() => onTone(one)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          <span aria-hidden>{withTone('👋', one)}</span>
        </label>
      ))}
    </fieldset>
  )
}
