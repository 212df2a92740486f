let isPointer = false
document.addEventListener('pointerdown', () => (isPointer = true), { capture: true })
document.addEventListener('keydown', () => (isPointer = false), { capture: true })

/** Whether the last input was a mouse or a finger. A focus that follows from it does not mean that the person works by keyboard. */
export const wasPointer = (): boolean => isPointer
