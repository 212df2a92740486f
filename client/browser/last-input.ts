let isPointer = false
document.addEventListener('pointerdown', () => (isPointer = true), { capture: true })
document.addEventListener('keydown', () => (isPointer = false), { capture: true })

/** Whether the last input was a mouse or a finger. A focus that follows from it is no wish to work by keyboard. */
export const wasPointer = (): boolean => isPointer
