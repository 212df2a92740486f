/** What a project decides in its Auth settings, as far as an answer depends on it. A test may change it at any time. */
export interface ProjectRules {
  signUps: boolean
  email: boolean
  /** Parley's local server sends no text message. `fail`: the sender refuses them. */
  messages: 'off' | 'fail' | 'limited'
  mails: 'sent' | 'fail' | 'limited'
  requests: 'answered' | 'limited'
  password: { length: number; sets: string[]; leaked: string[] }
  captcha: boolean
  /** A password changes only in a session of today, or with a code that was just mailed. */
  freshPasswords: boolean
  /** A password changes only together with the present one. */
  currentPassword: boolean
  /** What the one provider of this server does. `stranger`: it sends somebody who has no account. */
  provider: 'off' | 'denies' | 'stranger'
}

export const usualRules = (): ProjectRules => ({
  signUps: true,
  email: true,
  messages: 'off',
  mails: 'sent',
  requests: 'answered',
  password: { length: 6, sets: [], leaked: [] },
  captcha: false,
  freshPasswords: false,
  currentPassword: false,
  provider: 'off',
})

/** Supabase hashes no more. */
const LONGEST_PASSWORD = 72

/** A refusal in the older form. `versioned` makes the form of today of it. */
export const refuse = (status: number, code: string, msg: string, more: object = {}): Response =>
  Response.json({ code: status, error_code: code, msg, ...more }, { status })

/** The refusal of a password that the project does not take, or null. */
export function passwordRefusal(password: unknown, rules: ProjectRules): Response | null {
  if (typeof password !== 'string') return null
  if (Buffer.byteLength(password) > LONGEST_PASSWORD) {
    return refuse(400, 'validation_failed', 'Password cannot be longer than 72 characters')
  }
  const { length, sets, leaked } = rules.password
  const faults: [string, string][] = []
  if (password.length < length) {
    faults.push(['length', `Password should be at least ${length} characters.`])
  }
  if (sets.some((set) => !Array.from(set).some((one) => password.includes(one)))) {
    const message = `Password should contain at least one character of each: ${sets.join(', ')}.`
    faults.push(['characters', message])
  }
  if (leaked.includes(password)) {
    const message = 'Password is known to be weak and easy to guess, please choose a different one.'
    faults.push(['pwned', message])
  }
  if (faults.length === 0) return null
  const message = faults.map(([, sentence]) => sentence).join(' ')
  const reasons = faults.map(([reason]) => reason)
  return refuse(422, 'weak_password', message, { weak_password: { reasons } })
}
