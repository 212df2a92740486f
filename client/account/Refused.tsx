import { useSignInCatalogue } from '../i18n/sign-in.ts'
import { Alert } from '../session/pages/parts/Alert.tsx'
import { refusalLabel } from '../session/pages/refusal-label.ts'
import type { useCredentials } from './useCredentials.ts'

/** Why the sign-in service refused something. */
export function Refused({ refusal }: Pick<ReturnType<typeof useCredentials>, 'refusal'>) {
  const labels = useSignInCatalogue()
  if (refusal === null) return null
  return <Alert kind="error">{refusalLabel(labels, refusal.reason, refusal.rules ?? null)}</Alert>
}
