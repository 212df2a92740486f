/** The key supabase-js uses by default, so that a sign-in from before Parley is found. */
export const storageKey = (url: string): string =>
  `sb-${new URL(url).hostname.split('.')[0]}-auth-token`

interface StoredPerson {
  id: string
  email?: unknown
  phone?: unknown
}

/** The person whose sign-in is stored in this browser. */
export function storedSignIn(key: string): StoredPerson | null {
  try {
    const stored = localStorage.getItem(key) ?? 'null'
    const session = JSON.parse(stored) as { user?: Partial<StoredPerson> } | null
    const id = session?.user?.id
    return typeof id === 'string' ? { ...session?.user, id } : null
  } catch {
    return null
  }
}
