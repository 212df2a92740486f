import { Bold, Code, Italic, Link, List, Quote, Strikethrough } from 'lucide-react'
import { DropdownMenu as Menu } from 'radix-ui'
import { useState, type ReactElement } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { Key, type KeyName } from '../ui/Key.tsx'
import { FORMATS, type Format } from './formatting.ts'
import { BackCloses } from '../ui/BackCloses.tsx'

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

interface FormatMenuProps {
  /** Whether a key made the menu appear. The menu itself has not seen this key. */
  isByKey: boolean
  onFormat: (format: Format) => void
  returnFocus: () => void
  /** The button that opens the menu. */
  children: ReactElement
}

const takeFocus = (item: HTMLElement | null) => item?.focus({ preventScroll: true })

/** The list of the formats. It appears open, and stays behind its button from then on. */
export function FormatMenu({ isByKey, onFormat, returnFocus, children }: FormatMenuProps) {
  const { timeline: labels } = useCatalogue()
  const [isFirst, setIsFirst] = useState(true)
  return (
    <Menu.Root modal={false} defaultOpen onOpenChange={() => setIsFirst(false)}>
      <Menu.Trigger asChild>{children}</Menu.Trigger>
      <Menu.Portal container={document.querySelector('main')}>
        <Menu.Content
          side="top"
          align="end"
          sideOffset={8}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            returnFocus()
          }}
          className="z-popover max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto max-w-[calc(100vw-1rem)] min-w-72 animate-appear rounded-card border border-line bg-bg p-1 shadow-card"
        >
          <BackCloses />
          {FORMATS.map((format, place) => {
            const Icon = icons[format]
            return (
              <Menu.Item
                key={format}
                ref={isFirst && isByKey && place === 0 ? takeFocus : null}
                // The menu gives the focus back first. The selection of the text box is there then.
                onSelect={() => queueMicrotask(() => onFormat(format))}
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
  )
}
