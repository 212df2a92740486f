import { useEffect, useState } from 'react'
import { useSession } from '../context.ts'
import type { SignInMethods } from '../model.ts'

/** When the service cannot say what it allows, a password is the most likely, and trying tells more than an empty page. */
const FALLBACK: SignInMethods = {
  password: true,
  emailLink: false,
  google: false,
  phone: false,
  signUp: true,
}

/** The enabled ways to sign in; null until the service has said. */
export function useMethods(): SignInMethods | null {
  const session = useSession()
  const [methods, setMethods] = useState<SignInMethods | null>(null)
  useEffect(() => {
    let current = true
    void session
      .methods()
      .catch(() => FALLBACK)
      .then((found) => current && setMethods(found))
    return () => {
      current = false
    }
  }, [session])
  return methods
}
