/**
 * A dialog or a picture lies over the whole page: Radix then locks the scrolling of the body. On a narrow screen a panel
 * lies over the conversation, which is inert meanwhile.
 */
const isCovered = () =>
  document.body.hasAttribute('data-scroll-locked') || document.querySelector('[inert] [role=log]')

/** Whether the person probably looks at the conversation of this tab. What they do not see is not read. */
export const hasAttention = (): boolean =>
  document.visibilityState === 'visible' && document.hasFocus() && !isCovered()
