/** Whether this is a screen for fingers. There a focused text box opens the keyboard over the page. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches
