import { plural } from './plural.ts'
import { isolating } from './isolate.ts'

const units = ['kB', 'MB', 'GB', 'TB']

/** 1,234,567 bytes are 1.2 MB. */
function sizeOf(bytes: number): string {
  if (bytes < 1000) return plural(bytes, { one: (n) => `${n} byte`, other: (n) => `${n} bytes` })
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1000 ** power
  return `${amount.toFixed(amount < 10 ? 1 : 0)} ${units[power - 1] ?? ''}`
}

/** Pictures and other files: choosing them, sending them, looking at them. */
export const files = isolating({
  /** Under a message that was not sent, with files or without. */
  unsent: {
    failed: 'Not sent.',
    refused: (reason: string) => `A moderator did not let it through: ${reason}`,
    decidedBefore: 'A moderator has just decided about this message.',
    failures: {
      rate_limited: 'Not sent: too many messages at once.',
      forbidden: 'Not sent: you cannot write here.',
      post_closed: 'Not sent: the post was closed.',
      muted: 'Not sent: a moderator muted you.',
      new_account: 'Not sent: your account is new. Write more tomorrow.',
      filtered: 'Not sent: a filter refuses this text.',
      in_review: 'Waits for a moderator, who may let it through.',
      not_found: 'Not sent: you are no longer part of this conversation.',
      payload_too_large: 'Not sent: the message is too long.',
      invalid_request: 'Not sent: the server did not accept this text.',
      uploads_disabled: 'Not sent: an administrator switched uploads off.',
      quota_exceeded: 'Not sent: you have uploaded as much as you may today.',
      file_too_large: 'Not sent: the file is too large.',
      file_refused: 'Not sent: the server does not take this file.',
      unsupported_media_type: 'Not sent: the server does not take this file.',
      upload_not_ready:
        'Not sent: the file is gone. Delete this message and attach the file again.',
    },
    onlyHere: 'This browser could not store it. Keep this page open until it is sent.',
    stale: 'Written more than a day ago. Do you still want to send it?',
    retry: 'Retry',
    sendStale: 'Send it',
    edit: 'Edit',
    discard: 'Delete',
    mayHaveArrived:
      'The message may have arrived already. In that case it is deleted there, as soon as there is a connection.',
  },
  stray: {
    title: 'A message was not sent',
    thread: 'Not sent: the thread does not take it any more.',
  },
  size: sizeOf,
  about: (type: string, size: string) => [type, size].filter(Boolean).join(' · '),

  attach: 'Attach files',
  attachOff: 'Attach files: an administrator switched uploads off',
  off: 'An administrator switched uploads off.',
  drop: 'Drop files here',
  tray: 'Files to send',
  limits: (most: number, size: string, left: string) =>
    `Up to ${most} files of ${size} each. ${left} are left for today.`,
  tooMany: (most: number) => `A message has at most ${most} files. The others were left out.`,
  tooLarge: (name: string, most: string) => `“${name}” is larger than ${most}.`,
  empty: (name: string) => `“${name}” is empty.`,
  overQuota: (name: string, left: string) =>
    `“${name}” is larger than the ${left} that you can still upload today.`,
  added: (count: number) =>
    plural(count, { one: (n) => `${n} file added`, other: (n) => `${n} files added` }),
  remove: (name: string) => `Remove ${name}`,
  removed: (name: string) => `${name} was removed.`,
  earlier: (name: string) => `Move ${name} forward`,
  later: (name: string) => `Move ${name} back`,
  moved: (name: string, place: number, count: number) => `${name} is number ${place} of ${count}.`,
  alt: (name: string) => `Description of ${name}`,
  altPlaceholder: 'Describe it for people who cannot see it',

  uploading: (name: string) => `Uploading ${name}`,
  progress: (sent: string, total: string) => `${sent} of ${total}`,
  percent: (share: number) => `${share} % uploaded`,
  waiting: 'Waits for a connection',
  onlyHere: 'This browser has no space left. Keep this page open until the files are sent.',
  cancel: 'Cancel',
  cancelled: 'The message was not sent.',

  open: (name: string) => `Open picture: ${name}`,
  openMore: (name: string, more: number) => `Open picture: ${name}, and ${more} more`,
  more: (count: number) => `+${count}`,
  broken: 'This file could not be loaded.',
  brokenPicture: (name: string) => `The picture ${name} could not be loaded. Try again`,
  retry: 'Retry',
  notDownloaded: 'This file could not be downloaded.',
  download: 'Download',
  downloadFile: (name: string) => `Download ${name}`,
  viewer: 'Picture',
  place: (place: number, count: number) => `${place} of ${count}`,
  previous: 'Previous picture',
  next: 'Next picture',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',

  title: 'Files of this conversation',
  kinds: { media: 'Pictures', files: 'Files', voice: 'Voice', links: 'Links' },
  none: {
    media: 'No pictures or videos yet.',
    files: 'No files yet.',
    voice: 'No voice messages yet.',
    links: 'No links yet.',
  },
  moreFiles: 'Show more',
  /** The author and the time follow. */
  toMessage: 'Show the message:',
})
export type FilesCatalogue = typeof files
