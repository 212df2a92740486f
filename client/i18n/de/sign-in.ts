import { product } from '../../browser/place.ts'
import type { SignInCatalogue } from '../en/sign-in.ts'

/** Signing in and up. */
export const signIn: SignInCatalogue = {
  signInTitle: `Bei ${product} anmelden`,
  signUpTitle: 'Konto anlegen',
  resetTitle: 'Passwort zurücksetzen',
  phoneTitle: 'Mit dem Telefon anmelden',
  ssoTitle: 'Mit deiner Organisation anmelden',
  resetHelp:
    'Wir schicken dir einen Link und einen Code. Mit einem davon kannst du ein neues Passwort setzen.',
  phoneHelp: 'Wir schicken einen Code per SMS. Beginne mit der Ländervorwahl, etwa +49.',
  ssoHelp: 'Du machst auf der Anmeldeseite deiner Organisation weiter und kommst dann zurück.',
  email: 'E-Mail',
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  phone: 'Telefonnummer',
  domain: 'E-Mail-Adresse oder Domain bei der Arbeit',
  name: 'Name',
  nameHelp: 'Freiwillig. Das sehen andere; du kannst es später ändern.',
  passwordHelp: 'Mindestens 8 Zeichen. Lang ist besser als kompliziert.',
  showPassword: 'Passwort zeigen',
  hidePassword: 'Passwort verbergen',
  signIn: 'Anmelden',
  createAccount: 'Konto anlegen',
  noAccount: `Neu bei ${product}?`,
  haveAccount: 'Hast du schon ein Konto?',
  forgot: 'Passwort vergessen?',
  sendReset: 'Mail zum Zurücksetzen senden',
  emailLink: 'Link per E-Mail schicken',
  continueWith: (provider: string) => `Weiter mit ${provider}`,
  usePhone: 'Telefonnummer verwenden',
  useSso: 'Mit deiner Organisation anmelden',
  sendCode: 'Code senden',
  goOn: 'Weiter',
  back: 'Zurück',
  or: 'oder',

  reasons: {
    by_me: 'Du bist abgemeldet.',
    elsewhere: 'Du wurdest in einem anderen Tab oder auf einem anderen Gerät abgemeldet.',
    ended: 'Diese Sitzung wurde beendet. Melde dich an, um weiterzumachen.',
    expired: 'Du warst eine Weile weg. Melde dich an, um weiterzumachen.',
    time_over:
      'Du warst so lange angemeldet, wie es erlaubt ist. Melde dich an, um weiterzumachen.',
    newer_sign_in:
      'Du hast dich woanders angemeldet, und es ist nur eine Anmeldung zugleich erlaubt.',
    blocked: 'Dieses Konto ist gesperrt.',
    suspended: 'Die Moderation hat dein Konto gesperrt. Melde dich an, um den Grund zu lesen.',
  },

  fieldErrors: {
    emailMissing: 'Gib deine E-Mail-Adresse ein.',
    emailWrong: 'Das sieht nicht wie eine E-Mail-Adresse aus.',
    passwordMissing: 'Gib dein Passwort ein.',
    passwordShort: 'Nimm mindestens 8 Zeichen.',
    passwordLong: 'Nimm höchstens 72 Zeichen. Umlaute zählen doppelt.',
    phoneWrong: 'Beginne mit + und der Ländervorwahl, dann die Nummer.',
    domainWrong: 'Gib eine Adresse oder eine Domain ein, etwa example.com.',
    codeWrong: 'Gib den ganzen Code ein: sechs bis zehn Ziffern.',
  },

  /** What the project wants of a password. */
  passwordLength: (length: number) => `Nimm mindestens ${length} Zeichen.`,
  passwordCharacters: (names: string) => `Nimm von jedem mindestens eines: ${names}.`,
  characterSets: {
    small: 'ein Kleinbuchstabe',
    capital: 'ein Großbuchstabe',
    letter: 'ein Buchstabe',
    digit: 'eine Ziffer',
    sign: 'ein Zeichen wie ! oder ?',
  },
  oneOf: (characters: string) => `eines von ${characters}`,

  refusals: {
    wrong_credentials: 'E-Mail oder Passwort stimmt nicht.',
    email_not_confirmed:
      'Bestätige zuerst deine Adresse: Folge dem Link in der Mail, die wir dir geschickt haben.',
    already_registered: 'Es gibt schon ein Konto mit dieser Adresse. Melde dich damit an.',
    weak_password: 'Dieses Passwort ist zu leicht zu erraten. Nimm ein längeres.',
    same_password: 'Das ist dein jetziges Passwort. Wähle ein anderes.',
    present_password_needed: 'Gib auch dein jetziges Passwort ein.',
    present_password_wrong: 'Das jetzige Passwort stimmt nicht.',
    managed_elsewhere: 'Deine Organisation verwaltet diese Anmeldung. Ändere sie dort.',
    plain_password: 'Mische Groß- und Kleinbuchstaben, Ziffern und Zeichen.',
    leaked_password:
      'Dieses Passwort steht in einer öffentlichen Liste gestohlener Passwörter. Wähle ein anderes.',
    bad_email: 'An diese Adresse kann keine Mail geschickt werden.',
    bad_phone: 'An diese Nummer kann keine SMS geschickt werden.',
    sms_not_sent:
      'Die SMS konnte nicht gesendet werden. Prüfe die Nummer oder wähle einen anderen Weg.',
    mail_not_sent:
      'Die Mail konnte nicht gesendet werden. Versuche es später. Wenn es wieder scheitert, sag es dem Betreiber.',
    bad_code: 'Dieser Code ist falsch oder zu alt. Fordere einen neuen an.',
    too_many: 'Zu viele Versuche. Warte eine Minute und versuche es dann erneut.',
    too_many_mails: 'Gerade wurde eine Mail geschickt. Sieh nach ihr, oder warte eine Minute.',
    too_many_messages: 'Gerade wurde eine SMS geschickt. Sieh nach ihr, oder warte eine Minute.',
    sign_up_off: 'Neue Konten sind hier ausgeschaltet. Frag die Betreiber.',
    email_off: 'Das Anmelden per E-Mail ist hier ausgeschaltet. Wähle einen anderen Weg.',
    phone_off: 'Das Anmelden per Telefon ist hier ausgeschaltet. Wähle einen anderen Weg.',
    guests_off: 'Nur Personen mit einem Konto können sich hier anmelden.',
    fresh_code_needed:
      'Um das Passwort zu ändern, gib den Code ein, den wir dir gerade geschickt haben.',
    captcha: `Diese Seite verlangt ein Captcha, das ${product} nicht zeigen kann. Sag es den Betreibern.`,
    unknown_organisation: 'Mit dieser Adresse oder Domain meldet sich hier keine Organisation an.',
    second_factor_first: 'Dieses Konto hat einen zweiten Schritt. Er kommt zuerst.',
    bad_factor_code: 'Dieser Code stimmt nicht. Gib den ein, den deine App jetzt zeigt.',
    factor_expired: 'Das hat zu lange gedauert. Gib den Code ein, den deine App jetzt zeigt.',
    factor_moved:
      'Dein Netz hat inzwischen gewechselt. Gib den Code ein, den deine App jetzt zeigt.',
    factor_gone: 'Dieser zweite Schritt ist nicht mehr eingerichtet. Melde dich neu an.',
    link_expired:
      'Dieser Link wurde schon verwendet oder ist zu alt. Wenn du ihn noch brauchst, fordere einen neuen an.',
    half_confirmed:
      'Diese Adresse ist bestätigt. Öffne jetzt den Link in der Mail an deine andere.',
    denied: 'Die andere Seite hat die Anmeldung abgelehnt, oder du hast dort abgebrochen.',
    banned: 'Dieses Konto ist gesperrt. Frag die Betreiber dieser Seite.',
    service_failed:
      'Der Anmeldedienst hat einen Fehler gemacht. Wenn es wieder geschieht, sag es dem Betreiber.',
    nothing_kept:
      'Dieser Browser speichert nichts für diese Seite, aber diese Art der Anmeldung braucht das. Erlaube Websitedaten, oder schaffe Platz.',
    network: 'Es gibt keine Verbindung. Prüfe dein Netz und versuche es erneut.',
    other: 'Das hat nicht funktioniert. Versuche es gleich noch einmal.',
  },

  nothingKept:
    'Dieser Browser speichert nichts für diese Seite. Du bleibst angemeldet, bis du sie schließt oder neu lädst.',
  noMethods: 'Hier ist kein Weg zum Anmelden eingeschaltet. Frag die Betreiber dieser Seite.',

  checkMailTitle: 'Sieh in deine Mails',
  checkPhoneTitle: 'Sieh auf dein Telefon',
  checkMailHelp: 'Wir haben einen Link und einen Code geschickt an',
  checkPhoneHelp: 'Wir haben einen Code geschickt an',
  checkMailHint: 'Öffne den Link auf diesem Gerät, oder gib den Code hier ein.',
  code: 'Code',
  checking: 'Der Code wird geprüft …',
  resend: 'Noch einmal senden',
  resendIn: (seconds: number) => `Noch einmal senden in ${seconds} s`,
  resent: 'Noch einmal gesendet.',
  changeEmail: 'Andere Adresse verwenden',
  changePhone: 'Andere Nummer verwenden',
  resendConfirmation: 'Die Mail noch einmal senden',

  newPasswordTitle: 'Neues Passwort wählen',
  newPasswordHelp: 'Damit meldest du dich ab jetzt an. Auf diesem Gerät bleibst du angemeldet.',
  freshCodeTitle: 'Noch ein Code',
  freshCodeHelp:
    'Wir haben dir einen Code geschickt. Mit ihm wird dein neues Passwort gespeichert.',
  firstPasswordTitle: 'Passwort wählen',
  firstPasswordHelp:
    'Damit meldest du dich ab jetzt an. Ohne Passwort meldet dich jedes Mal ein Link in einer Mail an.',
  signInByMail: 'Stattdessen per Mail anmelden',
  savePassword: 'Passwort speichern',

  factorTitle: 'Noch ein Schritt',
  factorHelp:
    'Öffne deine Authenticator-App, und gib den Code ein, den sie für dieses Konto zeigt.',
  factorFrom: (name: string) => `Code aus „${name}“`,
  factorCode: 'Code aus deiner App',
  factorOther: (name: string) => `Stattdessen „${name}“ verwenden`,
  factorUnnamed: 'ein anderer Authenticator',
  factorUnsupported: `Dein Konto verlangt einen zweiten Schritt, den ${product} nicht zeigen kann: eine SMS oder einen Sicherheitsschlüssel. Melde dich mit einem anderen Konto an, oder frag die Betreiber.`,
  factorLoading: 'Dein zweiter Schritt wird gesucht …',
  factorLoadFailed: 'Dein zweiter Schritt konnte nicht gefunden werden.',
  factorRetry: 'Erneut versuchen',
  signInElse: 'Als jemand anderes anmelden',

  /** What a link in the address bar wants, as a question. */
  linkTitles: {
    signin: 'Mit diesem Link anmelden?',
    signup: 'Deine Adresse bestätigen?',
    recovery: 'Ein neues Passwort wählen?',
    invite: 'Die Einladung annehmen?',
    email_change: 'Deine neue Adresse bestätigen?',
    provider: 'Die Anmeldung abschließen?',
  },
  linkTitleAs: (address: string) => `Als ${address} anmelden?`,
  linkHelp: {
    signin: 'Der Link meldet dich auf diesem Gerät an.',
    signup: 'Der Link bestätigt deine Adresse und meldet dich auf diesem Gerät an.',
    recovery: 'Der Link meldet dich auf diesem Gerät an. Dann wählst du ein neues Passwort.',
    invite: 'Der Link legt dir hier ein Konto an. Dann wählst du ein Passwort.',
    email_change: 'Der Link bestätigt die neue Adresse eines Kontos und meldet dich dort an.',
    provider: 'Du hast dich auf einer anderen Seite angemeldet und kommst von dort zurück.',
  },
  linkCare: 'Mach nur weiter, wenn du selbst darum gebeten hast.',
  linkCareInvited: 'Mach nur weiter, wenn du weißt, wer dich eingeladen hat.',
  linkPresent: (address: string) =>
    `Du bist gerade als ${address} angemeldet. Wenn du weitermachst, wirst du hier vielleicht von diesem Konto abgemeldet.`,
  linkOverTitle: 'Der Link hat nicht funktioniert',
  linkHalfTitle: 'Noch eine Adresse zu bestätigen',
  linkAccept: {
    signin: 'Anmelden',
    signup: 'Bestätigen und anmelden',
    recovery: 'Weiter',
    invite: 'Annehmen',
    email_change: 'Bestätigen',
    provider: 'Anmelden',
  },
  linkDecline: 'Nicht jetzt',
  linkStay: (address: string) => `Als ${address} angemeldet bleiben`,
  someAccount: 'ein anderes Konto',
  dismiss: 'Schließen',
}
