import { signIn, type SignInCatalogue } from './en/sign-in.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the pages of sign-in. Another language has this part in its own catalogue. */
export function useSignInCatalogue(): SignInCatalogue {
  return useCatalogue().signIn ?? signIn
}
