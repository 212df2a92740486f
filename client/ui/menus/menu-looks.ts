/** How the menu of a message looks. Its items look like those of every menu. */
export const menuSurface =
  'z-popover max-h-(--radix-dropdown-menu-content-available-height) w-[min(19rem,calc(100vw-1rem))] animate-appear overflow-y-auto rounded-card border border-line bg-bg p-1 shadow-card'
export const menuItem =
  'flex min-h-9 cursor-default items-center gap-3 rounded-control px-2 outline-none select-none touch:min-h-11 data-highlighted:bg-hover'
export const menuIcon = 'size-4 text-muted'
