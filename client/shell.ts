/** The signed-in half of the page. Asked for while the bridge still runs, so that it is there when it resolves. */
export const loadShell = () => import('./conversations/Shell.tsx')
