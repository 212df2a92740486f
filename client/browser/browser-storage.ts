/**
 * What localStorage refused to keep, because it is full or because the browser blocks the data of this site. It holds
 * until the page is left, so that a person can at least sign in and write.
 */
const unkept = new Map<string, string>()

/** Even to read the property may throw. */
function attempt<T>(use: (storage: Storage) => T, otherwise: T): T {
  try {
    return use(localStorage)
  } catch {
    return otherwise
  }
}

/** localStorage that never throws. */
export const browserStorage = {
  getItem: (name: string): string | null =>
    unkept.get(name) ?? attempt((storage) => storage.getItem(name), null),

  setItem(name: string, value: string): void {
    unkept.delete(name)
    const isKept = attempt((storage) => {
      storage.setItem(name, value)
      return true
    }, false)
    if (isKept) return
    // Other tabs and the next visit must not go on with the old value.
    browserStorage.removeItem(name)
    unkept.set(name, value)
  },

  removeItem(name: string): void {
    unkept.delete(name)
    attempt((storage) => storage.removeItem(name), undefined)
  },

  keys: (): string[] => [
    ...unkept.keys(),
    ...attempt(
      (storage) => Array.from({ length: storage.length }, (_, i) => storage.key(i)!),
      [] as string[],
    ),
  ],
}
