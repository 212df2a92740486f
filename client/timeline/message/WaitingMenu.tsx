import { Copy, Ellipsis, Pencil, Trash } from 'lucide-react'
import { DropdownMenu as Menu } from 'radix-ui'
import { useRef } from 'react'
import { useCatalogue } from '../../i18n/language.ts'
import { useAttempts } from '../../requests/useAttempts.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { menuIcon, menuItem } from '../../ui/menus/menu-looks.ts'
import { MenuFrame } from '../../ui/menus/MenuFrame.tsx'
import type { MessageEntry } from './entry.ts'
import type { Popup } from './popup.ts'
import { useCopy } from '../../requests/useCopy.ts'
import { useTakeBack } from './useTakeBack.ts'
import type { Point } from '../../ui/useLongPress.ts'

interface WaitingMenuProps extends Pick<
  MessageEntry,
  'clientId' | 'state' | 'body' | 'mentions' | 'files' | 'quoted'
> {
  /** Where a finger has opened the menu. The button is for a mouse and a keyboard. */
  point: Point | null
  popup: Popup | null
  onPopup: (popup: Popup | null) => void
  returnFocus: () => void
}

/** What can be done with a message that waits for its answer. */
export default function WaitingMenu(props: WaitingMenuProps) {
  const { body, point, popup, onPopup, returnFocus } = props
  const { messages: labels } = useCatalogue()
  const place = useRef<HTMLDivElement>(null)
  const { discard, edit } = useTakeBack(props, place)
  const attempt = useAttempts()
  const copy = useCopy()

  /** The focus goes to the message beside it. */
  async function remove() {
    const article = place.current?.closest('article')
    const all = [...(article?.closest('[role=log]')?.querySelectorAll('article') ?? [])]
    const here = article ? all.indexOf(article) : -1
    const beside = all[here + 1] ?? all[here - 1]
    await discard()
    beside?.focus({ preventScroll: true })
  }

  return (
    <div
      ref={place}
      role="group"
      aria-label={labels.actions}
      className="animate-appear self-start rounded-control border border-line bg-bg shadow-float"
    >
      <MenuFrame
        open={popup === 'waiting'}
        onOpenChange={(open) => onPopup(open ? 'waiting' : null)}
        trigger={
          point ? (
            <div aria-hidden className="fixed" style={{ left: point.x, top: point.y }} />
          ) : (
            <IconButton icon={Ellipsis} label={labels.more} tabIndex={-1} />
          )
        }
        returnFocus={returnFocus}
      >
        {edit && (
          <Menu.Item className={menuItem} onSelect={() => attempt(edit())}>
            <Pencil aria-hidden className={menuIcon} /> {labels.edit}
          </Menu.Item>
        )}
        {body !== '' && (
          <Menu.Item className={menuItem} onSelect={() => copy(body)}>
            <Copy aria-hidden className={menuIcon} /> {labels.copyText}
          </Menu.Item>
        )}
        <Menu.Item className={classes(menuItem, 'text-danger')} onSelect={() => attempt(remove())}>
          <Trash aria-hidden className="size-4" /> {labels.remove}
        </Menu.Item>
      </MenuFrame>
    </div>
  )
}
