// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { stage, stageSession } from '../../testing/stage.tsx'
import SignIn from './SignIn.tsx'

afterEach(cleanup)

const email = () => screen.getByRole('textbox', { name: 'Email' })
const password = () => screen.getByLabelText('Password')
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

test('an empty form names what is missing beside each field, and sends nothing', async () => {
  const { session } = stage(<SignIn />)
  await press('Sign in')
  expect(screen.getByText('Enter your e-mail address.')).toBeDefined()
  expect(screen.getByText('Enter your password.')).toBeDefined()
  expect(email().getAttribute('aria-invalid')).toBe('true')
  expect(document.activeElement).toBe(email())
  expect(session.signInWithPassword).not.toHaveBeenCalled()
})

test('the error of a field is spoken as it appears, because the focus may not move', async () => {
  stage(<SignIn />)
  await userEvent.type(email(), 'nobody{Enter}')
  expect(document.activeElement).toBe(email())
  const spoken = screen.getAllByRole('alert').map(({ textContent }) => textContent)
  expect(spoken).toEqual(['This does not look like an e-mail address.', 'Enter your password.'])
  await userEvent.type(email(), '@example.com')
  expect(screen.getAllByRole('alert')).toHaveLength(1)
})

test('a refused sign-in says why, and the typed text stays', async () => {
  stage(<SignIn />)
  await userEvent.type(email(), 'ada@example.com')
  await userEvent.type(password(), 'wrong')
  await press('Sign in')
  expect((await screen.findByRole('alert')).textContent).toBe('E-mail or password is not right.')
  expect(email()).toHaveProperty('value', 'ada@example.com')
})

test('a person quicker than the list of methods signs in with their password', async () => {
  const session = stageSession()
  session.methods.mockReturnValue(new Promise(() => undefined))
  stage(<SignIn />, { session })
  await userEvent.type(email(), 'ada@example.com')
  await userEvent.type(password(), 'parley-local')
  await press('Sign in')
  expect(session.signInWithPassword).toHaveBeenCalledExactlyOnceWith(
    'ada@example.com',
    'parley-local',
  )
  expect(session.sendEmailLink).not.toHaveBeenCalled()
})

test('an unconfirmed address can get its mail again', async () => {
  const session = stageSession()
  session.signInWithPassword.mockResolvedValue({ kind: 'refused', reason: 'email_not_confirmed' })
  session.resend.mockResolvedValue({
    kind: 'check_mail',
    email: 'ada@example.com',
    purpose: 'signup',
  })
  stage(<SignIn />, { session })
  await userEvent.type(email(), 'ada@example.com')
  await userEvent.type(password(), 'parley-local')
  await press('Sign in')
  await userEvent.click(await screen.findByRole('button', { name: 'Send the mail again' }))
  expect(await screen.findByRole('heading', { name: 'Check your mail' })).toBeDefined()
})

test('creating an account checks the password first, then asks for the code', async () => {
  const session = stageSession()
  session.signUp.mockResolvedValue({
    kind: 'check_mail',
    email: 'ada@example.com',
    purpose: 'signup',
  })
  stage(<SignIn />, { session })
  await userEvent.click(await screen.findByRole('button', { name: 'Create account' }))
  await userEvent.type(email(), 'ada@example.com')
  await userEvent.type(password(), 'short')
  await press('Create account')
  expect(screen.getByText('Use at least 8 characters.')).toBeDefined()
  expect(session.signUp).not.toHaveBeenCalled()

  await userEvent.type(password(), ' but longer')
  await press('Create account')
  expect(session.signUp).toHaveBeenCalledWith({
    email: 'ada@example.com',
    password: 'short but longer',
    displayName: '',
  })
  expect(await screen.findByText('ada@example.com')).toBeDefined()
})

test('a password that Supabase cannot hash whole is not sent', async () => {
  const { session } = stage(<SignIn />)
  await userEvent.click(await screen.findByRole('button', { name: 'Create account' }))
  await userEvent.type(email(), 'ada@example.com')
  password().focus()
  await userEvent.paste('é'.repeat(37))
  await press('Create account')
  expect(screen.getByText(/^Use at most 72 characters/)).toBeDefined()
  expect(session.signUp).not.toHaveBeenCalled()
})

test.each(['click', 'Enter'])(
  'switching by %s sends nothing, keeps what is typed, and focuses the first field',
  async (by) => {
    const { session } = stage(<SignIn />)
    expect(document.activeElement).toBe(email())
    await screen.findByRole('button', { name: 'Create account' })
    await userEvent.type(email(), 'new@example.com')
    await userEvent.type(password(), 'long enough')
    const switchTo = async (name: string) => {
      if (by === 'click') return press(name)
      screen.getByRole('button', { name }).focus()
      // The key is pressed a little longer than the form needs to switch.
      await userEvent.keyboard('{Enter>3/}')
    }
    await switchTo('Create account')
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }))
    await switchTo('Sign in')
    expect(document.activeElement).toBe(email())
    await press('Forgot password?')
    expect(document.activeElement).toBe(email())
    expect(email()).toHaveProperty('value', 'new@example.com')
    await press('Back')
    expect(email()).toHaveProperty('value', 'new@example.com')
    expect(session.signUp).not.toHaveBeenCalled()
    expect(session.signInWithPassword).not.toHaveBeenCalled()
    expect(session.sendPasswordReset).not.toHaveBeenCalled()
  },
)

test('a filled form signs up once, after its own button', async () => {
  const { session } = stage(<SignIn />)
  await screen.findByRole('button', { name: 'Create account' })
  await userEvent.type(email(), 'new@example.com')
  await userEvent.type(password(), 'long enough')
  await press('Create account')
  await press('Create account')
  expect(session.signUp).toHaveBeenCalledOnce()
})

test('only the enabled methods are offered', async () => {
  const session = stageSession()
  session.methods.mockResolvedValue({
    password: false,
    emailLink: true,
    providers: ['google'],
    phone: false,
    sso: false,
    signUp: false,
  })
  stage(<SignIn />, { session })
  await screen.findByRole('button', { name: 'Continue with Google' })
  await waitFor(() => expect(screen.queryByLabelText('Password')).toBeNull())
  expect(screen.getByRole('button', { name: 'Email me a link' })).toBeDefined()
  expect(screen.queryByRole('button', { name: /phone/ })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Create account' })).toBeNull()
})

test('where e-mail is switched off there is no form for it', async () => {
  const session = stageSession()
  session.methods.mockResolvedValue({
    password: false,
    emailLink: false,
    providers: ['keycloak'],
    phone: true,
    sso: false,
    signUp: true,
  })
  stage(<SignIn />, { session })
  await screen.findByRole('button', { name: 'Continue with Keycloak' })
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Email me a link' })).toBeNull()
  await press('Use a phone number')
  expect(screen.getByRole('textbox', { name: 'Phone number' })).toBeDefined()
})

test('where nothing is switched on the page says so', async () => {
  const session = stageSession()
  session.methods.mockResolvedValue({
    password: false,
    emailLink: false,
    providers: [],
    phone: false,
    sso: false,
    signUp: true,
  })
  stage(<SignIn />, { session })
  expect(await screen.findByText(/^No way of signing in is switched on here/)).toBeDefined()
})

test('a weak password is told with the rules of the project', async () => {
  const session = stageSession()
  session.signUp.mockResolvedValue({
    kind: 'refused',
    reason: 'weak_password',
    rules: { length: 12, sets: ['capital', 'digit'] },
  })
  stage(<SignIn />, { session })
  await userEvent.click(await screen.findByRole('button', { name: 'Create account' }))
  await userEvent.type(email(), 'ada@example.com')
  await userEvent.type(password(), 'abcdefgh{Enter}')
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Use at least 12 characters. Use at least one of each: a capital letter, a digit.',
  )
})

test('a browser that keeps nothing is told as what it is', () => {
  vi.stubGlobal('localStorage', undefined)
  stage(<SignIn />)
  vi.unstubAllGlobals()
  expect(screen.getByText(/^This browser stores nothing for this site/)).toBeDefined()
})

test('every other site that the project has on gets its button, and so does an organisation', async () => {
  const session = stageSession()
  session.methods.mockResolvedValue({
    password: true,
    emailLink: false,
    providers: ['github', 'linkedin_oidc', 'new_site'],
    phone: false,
    sso: true,
    signUp: false,
  })
  session.signInWithSso.mockResolvedValue({ kind: 'refused', reason: 'unknown_organisation' })
  stage(<SignIn />, { session })
  await screen.findByRole('button', { name: 'Continue with LinkedIn' })
  await press('Continue with New site')
  expect(session.signInWithProvider).toHaveBeenCalledExactlyOnceWith('new_site')

  await press('Sign in with your organisation')
  const field = screen.getByRole('textbox', { name: 'E-mail address or domain at work' })
  await userEvent.type(field, 'nowhere{Enter}')
  expect(session.signInWithSso).not.toHaveBeenCalled()
  await userEvent.type(field, '.example{Enter}')
  expect(session.signInWithSso).toHaveBeenCalledExactlyOnceWith('nowhere.example')
  expect((await screen.findByRole('alert')).textContent).toMatch(/^No organisation signs in here/)
})

test('why a link signed nobody in is told, in our own words', () => {
  const session = stageSession({ kind: 'signed_out', reason: 'link_refused' })
  session.linkProblem.mockReturnValue('sign_up_off')
  stage(<SignIn />, { session })
  expect(screen.getByRole('alert').textContent).toMatch(/^New accounts are switched off/)
})

test('a double click asks for one mail: the second would be refused', async () => {
  const session = stageSession()
  session.methods.mockResolvedValue({
    password: true,
    emailLink: true,
    providers: [],
    phone: false,
    sso: false,
    signUp: true,
  })
  session.sendEmailLink.mockReturnValue(new Promise(() => undefined))
  stage(<SignIn />, { session })
  await userEvent.type(email(), 'ada@example.com')
  await userEvent.dblClick(await screen.findByRole('button', { name: 'Email me a link' }))
  expect(session.sendEmailLink).toHaveBeenCalledExactlyOnceWith('ada@example.com')
})

describe('the code of a mail', () => {
  async function atTheCode() {
    const session = stageSession()
    session.methods.mockResolvedValue({
      password: false,
      emailLink: true,
      providers: [],
      phone: false,
      sso: false,
      signUp: false,
    })
    const mail = { email: 'ada@example.com', purpose: 'signin' } as const
    session.sendEmailLink.mockResolvedValue({ kind: 'check_mail', ...mail })
    session.verifyCode.mockResolvedValue({ kind: 'refused', reason: 'bad_code' })
    stage(<SignIn />, { session })
    await userEvent.type(email(), 'ada@example.com')
    await userEvent.click(await screen.findByRole('button', { name: 'Email me a link' }))
    return { session, mail, code: await screen.findByRole('textbox', { name: 'Code' }) }
  }

  test.each(['123456', '1234567', '12345678', '1234567890'])(
    'of %s digits is sent when it is whole',
    async (digits) => {
      const { session, mail, code } = await atTheCode()
      await userEvent.type(code, digits)
      expect(session.verifyCode).not.toHaveBeenCalled()
      await userEvent.keyboard('{Enter}')
      expect(session.verifyCode).toHaveBeenCalledExactlyOnceWith(mail, digits)
    },
  )

  test('that is pasted with its spaces is sent at once', async () => {
    const { session, mail, code } = await atTheCode()
    code.focus()
    await userEvent.paste(' 1234 5678 ')
    expect(session.verifyCode).toHaveBeenCalledExactlyOnceWith(mail, '12345678')
    expect((await screen.findByRole('alert')).textContent).toMatch(/^This code is wrong or too old/)
    expect(code).toHaveProperty('value', '')
  })

  test('that is too short is not sent', async () => {
    const { session, code } = await atTheCode()
    await userEvent.type(code, '12a345{Enter}')
    expect(code).toHaveProperty('value', '12345')
    expect(code.getAttribute('aria-invalid')).toBe('true')
    expect(code.getAttribute('autocomplete')).toBe('one-time-code')
    expect(session.verifyCode).not.toHaveBeenCalled()
  })
})

test('the button shows and hides the password', async () => {
  stage(<SignIn />)
  await press('Show password')
  expect(password()).toHaveProperty('type', 'text')
  await press('Hide password')
  expect(password()).toHaveProperty('type', 'password')
})
