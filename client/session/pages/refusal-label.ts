import type { SignInCatalogue } from '../../i18n/en/sign-in.ts'
import type { PasswordRules, SignInProblem } from '../supabase/sign-in-result.ts'

/** Why something was refused. The project's own rules for a password say more than that it is weak. */
export function refusalLabel(
  labels: SignInCatalogue,
  problem: SignInProblem,
  rules: PasswordRules | null,
): string {
  if (rules === null) return labels.refusals[problem]
  const names = rules.sets.map((set) =>
    typeof set === 'string' ? labels.characterSets[set] : labels.oneOf(set.of),
  )
  const sentences = [
    rules.length !== null && labels.passwordLength(rules.length),
    names.length > 0 && labels.passwordCharacters(names.join(', ')),
  ]
  return sentences.filter(Boolean).join(' ')
}
