import { product } from '../../../browser/place.ts'
import { isolating } from '../isolate.ts'

/** How a person signs in, their data as a file, and the end of the account. */
export const credentials = isolating({
  title: 'Sign-in',
  email: 'E-mail address',
  noEmail: 'None',
  password: 'Password',
  passwordHelp: 'A change signs out your other devices.',
  changeEmail: 'Change e-mail address',
  changePassword: 'Change password',
  cancel: 'Cancel',
  close: 'Close',

  newPassword: 'New password',
  presentPassword: 'Present password',
  savePassword: 'Save password',
  passwordSaved: 'Your password is changed. Your other devices are signed out.',
  codeHelp: 'We mailed you a code. With it your new password is saved.',
  sendAgain: 'Send again',

  newEmail: 'New e-mail address',
  newEmailHelp: 'We mail it a link and a code. Until you confirm, nothing changes.',
  sameEmail: 'This is your address already.',
  sendMail: 'Send mail',
  confirmTitle: 'Confirm the new address',
  confirmHelp: (address: string) =>
    `We sent a mail to ${address}. Open its link, or type its code here. If your present address got a mail too, confirm that one as well.`,
  confirmHalf: 'One address is confirmed. Now type the code of the mail to your other address.',
  emailChanged: (address: string) => `From now on you sign in with ${address}.`,

  data: 'Your data',
  exportHelp:
    'A file with your profile, settings, conversations, posts, and all that you wrote. What you wrote under an alias in dark rooms is not in it: the file would tie your name to the alias.',
  export: 'Download my data',
  exporting: 'Collecting your data…',
  exported: 'The file is in your downloads.',
  exportTooOften: 'You downloaded your data five times within an hour. Try again later.',

  remove: 'Delete account',
  removeHelp: `Your profile, settings and reactions are deleted for good.`,
  removeTitle: 'Delete your account?',
  removeFacts: [
    'Your name, picture, e-mail address, settings and reactions are deleted. Nobody can restore them.',
    'Your messages stay in their conversations, under “Deleted account”. Delete those that you want gone first.',
    'Groups and rooms that you own get a new owner: the admin or moderator who has been there longest, or else the member who has been there longest.',
    'You are signed out everywhere at once.',
  ],
  removeProof: 'Type your password to go on.',
  removeProofByMail: (address: string) => `Type the code that we mailed to ${address}.`,
  removeByMail: 'I have no password: mail me a code',
  removeElse: `Log out, sign in again, and delete the account within ten minutes after that.`,
  removeNow: 'Delete for good',
  removed: `Your account at ${product} is deleted.`,
})
export type CredentialsCatalogue = typeof credentials
