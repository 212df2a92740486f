import { Type } from 'lucide-react'
import {
  useEffect,
  useEffectEvent,
  useState,
  type KeyboardEvent as KeyEvent,
  type PointerEvent,
  type RefObject,
} from 'react'
import { isComposing } from '../browser/composing.ts'
import { useCatalogue } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { editWith, formatOfKey, type Edit, type Format } from './formatting.ts'
import { FormatMenu } from './FormatMenu.tsx'

interface FormatButtonProps {
  box: RefObject<HTMLTextAreaElement | null>
  /** Replaces a range of the body, where the browser cannot. */
  replace: (from: number, to: number, inserted: string) => void
  isWriting: boolean
}

/** The formats of Markdown, by name and by key, and what Enter does. */
export default function FormatButton({ box, replace, isWriting }: FormatButtonProps) {
  const { timeline: labels } = useCatalogue()
  /** What opened the menu first. Until then there is none: every opened conversation would make one. */
  const [openedBy, setOpenedBy] = useState<'pointer' | 'key' | null>(null)

  function apply(format: Format) {
    const area = box.current
    if (!area) return
    const edit = editWith(format, area.value, area.selectionStart, area.selectionEnd)
    insert(area, edit, replace)
  }

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const format = event.defaultPrevented || isComposing(event) ? null : formatOfKey(event)
    if (!format) return
    event.preventDefault()
    apply(format)
  })
  useEffect(() => {
    const area = box.current
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    area?.addEventListener('keydown', listener)
    return () => area?.removeEventListener('keydown', listener)
  }, [box])

  const button = (
    <IconButton
      icon={Type}
      label={labels.format}
      // On a phone there is room for it when the button of the recorder has gone.
      className={classes('size-9', !isWriting && 'max-sm:hidden touch:@max-sm:hidden')}
      {...(openedBy === null && {
        'aria-haspopup': 'menu',
        'aria-expanded': false,
        onPointerDown(event: PointerEvent) {
          if (event.button !== 0 || event.ctrlKey) return
          // The focus goes from the text box to the menu.
          event.preventDefault()
          setOpenedBy('pointer')
        },
        onKeyDown(event: KeyEvent) {
          if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return
          event.preventDefault()
          setOpenedBy('key')
        },
      })}
    />
  )
  return (
    <>
      {openedBy === null ? (
        button
      ) : (
        <FormatMenu
          isByKey={openedBy === 'key'}
          onFormat={apply}
          returnFocus={() => box.current?.focus()}
        >
          {button}
        </FormatMenu>
      )}
      {isWriting && (
        <p
          aria-hidden
          className="pointer-events-none absolute end-8 bottom-0 text-xs text-muted max-sm:hidden touch:hidden"
        >
          {labels.writingHint}
        </p>
      )}
    </>
  )
}

/** Inserts the format, and selects what was selected before. */
function insert(
  area: HTMLTextAreaElement,
  { from, to, inserted, select }: Edit,
  replace: FormatButtonProps['replace'],
): void {
  area.focus()
  replace(from, to, inserted)
  area.setSelectionRange(...select)
}
