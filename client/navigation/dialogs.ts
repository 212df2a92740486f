import { createContext, useContext } from 'react'

export type ShellDialog = 'new' | 'invite' | 'switcher' | 'shortcuts' | 'log-out'

/** Opens a dialog from anywhere in the page. */
export const ShellContext = createContext<(dialog: ShellDialog) => void>(() => undefined)

export function useDialogs(): (dialog: ShellDialog) => void {
  return useContext(ShellContext)
}
