/**
 * A dialog or a picture lies over the whole page: Radix then locks the scrolling of the body. On a narrow screen a panel
 * lies over the conversation, which is inert meanwhile.
 */
const isCovered = () =>
  document.body.hasAttribute('data-scroll-locked') ||
  // This way round it does not walk through the messages. It is asked several times at each opening.
  document.querySelector('[role=log]')?.closest('[inert]')

/** Whether the conversation of this tab can be seen, also beside the window that the person uses. */
export const isOnScreen = (): boolean => document.visibilityState === 'visible' && !isCovered()

/** Whether the person probably looks at the conversation of this tab. What they do not see is not read. */
export const hasAttention = (): boolean => document.hasFocus() && isOnScreen()
