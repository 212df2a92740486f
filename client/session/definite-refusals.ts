/** The refusals of Supabase after which a sign-in is over. Any other answer says nothing about it. */
const definite = [
  'refresh_token_not_found',
  'refresh_token_already_used',
  'session_not_found',
  'session_expired',
  'user_banned',
  'user_not_found',
  // Versions before Supabase had codes.
  'invalid_grant',
]

export function isDefiniteRefusal(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false
  const { code, error_code, error } = answer as Record<string, unknown>
  return [code, error_code, error].some((name) => definite.includes(name as string))
}
