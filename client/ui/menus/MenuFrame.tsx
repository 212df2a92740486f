import { DropdownMenu as Menu } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { BackCloses } from '../BackCloses.tsx'
import { menuSurface } from './menu-looks.ts'

interface MenuFrameProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The button or the place of the finger that the menu stands at. */
  trigger: ReactElement
  returnFocus: () => void
  children: ReactNode
}

/** The menu of a message, around its items. */
export function MenuFrame({ open, onOpenChange, trigger, returnFocus, children }: MenuFrameProps) {
  return (
    <Menu.Root open={open} modal={false} onOpenChange={onOpenChange}>
      <Menu.Trigger asChild>{trigger}</Menu.Trigger>
      <Menu.Portal container={document.querySelector('main')}>
        <Menu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            returnFocus()
          }}
          className={menuSurface}
        >
          <BackCloses />
          {children}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  )
}
