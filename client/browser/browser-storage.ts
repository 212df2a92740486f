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
  /** Undefined when the browser does not let it be read. That says nothing about what is stored. */
  read: (name: string): string | null | undefined =>
    unkept.get(name) ?? attempt<string | null | undefined>((one) => one.getItem(name), undefined),

  getItem: (name: string): string | null => browserStorage.read(name) ?? null,

  setItem(name: string, value: string): void {
    const keep = () =>
      attempt((storage) => {
        storage.setItem(name, value)
        return true
      }, false)
    unkept.delete(name)
    if (keep()) return
    // Other tabs and the next visit must not go on with the old value. Without it there may be space for the new one.
    browserStorage.removeItem(name)
    if (!keep()) unkept.set(name, value)
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
