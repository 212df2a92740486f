import { useEffect, useState } from 'react'
import { useSession } from '../context.ts'
import type { SignInMethods } from '../model.ts'

/** The methods if the service does not answer. A password is the most likely one. */
const FALLBACK: SignInMethods = {
  password: true,
  emailLink: false,
  providers: [],
  phone: false,
  sso: false,
  signUp: true,
}

/** The enabled sign-in methods, or null until the service has answered. */
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
