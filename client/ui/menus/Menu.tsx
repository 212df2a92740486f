import type { LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import { classes } from '../classes.ts'
import { BackCloses } from '../BackCloses.tsx'
import { menuItem } from './menu-looks.ts'

export interface MenuItem {
  label: string
  icon?: LucideIcon
  danger?: boolean
  run: () => void
}

interface MenuProps {
  items: readonly MenuItem[]
  /** The button that opens the menu. */
  children: ReactElement
  /** Set by a caller that also opens the menu in another way than by its button. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** The menu is neither modal nor in a portal. It stays inside the landmark of the page. */
export function Menu({ items, children, ...open }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} {...open}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        sideOffset={4}
        collisionPadding={8}
        className="z-popover max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto min-w-48 animate-appear rounded-card border border-line bg-bg p-1 text-text shadow-card"
      >
        <BackCloses />
        {items.map(({ label, icon: Icon, danger, run }) => (
          <DropdownMenu.Item
            key={label}
            onSelect={run}
            className={classes(menuItem, danger && 'text-danger')}
          >
            {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
            {label}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
