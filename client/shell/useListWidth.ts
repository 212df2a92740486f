import { useState } from 'react'
import { readSetting, writeSetting } from '../browser/settings.ts'

export const LIST_WIDTH = { min: 220, initial: 280, max: 440 }

export interface ListWidth {
  value: number
  set: (width: number) => void
}

function clamp(width: number): number {
  return Math.round(Math.min(LIST_WIDTH.max, Math.max(LIST_WIDTH.min, width)))
}

/** The width of the list on a wide screen, stored in this browser. */
export function useListWidth(): ListWidth {
  const [value, setValue] = useState(() =>
    clamp(Number(readSetting('listWidth')) || LIST_WIDTH.initial),
  )
  return {
    value,
    set(width) {
      setValue(clamp(width))
      writeSetting('listWidth', String(clamp(width)))
    },
  }
}
