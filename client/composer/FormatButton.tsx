import { Bold, Code, Italic, Link, List, Quote, Strikethrough, Type } from 'lucide-react'
import { DropdownMenu as Menu } from 'radix-ui'
import { useEffect, useEffectEvent, type RefObject } from 'react'
import { isComposing } from '../browser/composing.ts'
import { useCatalogue } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Key, type KeyName } from '../ui/Key.tsx'
import { editWith, formatOfKey, FORMATS, type Edit, type Format } from './formatting.ts'

const icons = {
  bold: Bold,
  italic: Italic,
  strike: Strikethrough,
  code: Code,
  link: Link,
  quote: Quote,
  list: List,
}
const keys: Partial<Record<Format, readonly KeyName[]>> = {
  bold: ['command', 'b'],
  italic: ['command', 'i'],
  code: ['command', 'e'],
  strike: ['command', 'shift', 'x'],
  link: ['command', 'shift', 'u'],
}

interface FormatButtonProps {
  box: RefObject<HTMLTextAreaElement | null>
  /** Replaces a range of the body, where the browser cannot. */
  replace: (from: number, to: number, inserted: string) => void
  isWriting: boolean
}

/** The formats of Markdown, by name and by key, and what Enter does. */
export default function FormatButton({ box, replace, isWriting }: FormatButtonProps) {
  const { timeline: labels } = useCatalogue()

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

  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger asChild>
          <IconButton
            icon={Type}
            label={labels.format}
            // On a phone there is room for it when the button of the recorder has gone.
            className={classes('size-9', !isWriting && 'max-sm:hidden')}
          />
        </Menu.Trigger>
        <Menu.Portal container={document.querySelector('main')}>
          <Menu.Content
            side="top"
            align="end"
            sideOffset={8}
            collisionPadding={8}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              box.current?.focus()
            }}
            className="z-popover max-w-[calc(100vw-1rem)] min-w-72 animate-appear rounded-card border border-line bg-bg p-1 shadow-card"
          >
            {FORMATS.map((format) => {
              const Icon = icons[format]
              return (
                <Menu.Item
                  key={format}
                  // The menu gives the focus back first. The selection of the text box is there then.
                  onSelect={() => queueMicrotask(() => apply(format))}
                  className="flex min-h-9 cursor-default items-center gap-3 rounded-control px-2 outline-none select-none data-highlighted:bg-hover touch:min-h-11"
                >
                  <Icon aria-hidden className="size-4 shrink-0 text-muted" />
                  <span className="flex-1">{labels.formats[format]}</span>
                  <span className="flex flex-wrap justify-end gap-1 touch:hidden">
                    {keys[format]?.map((name) => (
                      <Key key={name} name={name} />
                    ))}
                  </span>
                </Menu.Item>
              )
            })}
          </Menu.Content>
        </Menu.Portal>
      </Menu.Root>
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

/** Inserts the format. The browser does it itself where it can, so that its undo takes the format away again. */
function insert(
  area: HTMLTextAreaElement,
  { from, to, inserted, select }: Edit,
  replace: FormatButtonProps['replace'],
): void {
  area.focus()
  area.setSelectionRange(from, to)
  const isDone = document.execCommand?.('insertText', false, inserted)
  if (!isDone) replace(from, to, inserted)
  area.setSelectionRange(...select)
}
