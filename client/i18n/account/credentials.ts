import { credentials, type CredentialsCatalogue } from '../en/account/credentials.ts'
import { useCatalogue } from '../language.ts'

/** English is fetched with the account page. Another language has this part in its own catalogue. */
export function useCredentialsCatalogue(): CredentialsCatalogue {
  return useCatalogue().credentials ?? credentials
}
