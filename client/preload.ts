import { loadFormatted } from './markup/reader.ts'

/** All code that the page can open later. The order is the order of fetching. */
const rest: readonly (() => Promise<unknown>)[] = [
  // It says that another part is missing, so it comes first.
  () => import('./ui/later/MissingPart.tsx'),
  // Messages without a network need these next.
  loadFormatted,
  () => import('./timeline/log/JumpButton.tsx'),
  () => import('./conversation/NamedSentence.tsx'),
  () => import('./conversations/UnsentLine.tsx'),
  () => import('./realtime/outbox/file-messages.ts'),
  () => import('./realtime/outbox/write-again.ts'),
  () => import('./realtime/outbox/reviews.ts'),
  // This code waits for a relay that is away. The relay could not send it then.
  () => import('./session/wait-out.ts'),
  // The next three begin to work when they are fetched. Fetching begins one second after the start at the latest.
  () => import('./browser/focus-clicked.ts').then((code) => code.focusClickedButtons()),
  () => import('./browser/visual-viewport.ts').then((code) => code.followVisualViewport()),
  () => import('./shell/choices-of-other-tabs.ts').then((code) => code.followChoicesOfOtherTabs()),
  () => import('./session/sign-in.ts'),
  () => import('./shell/ListResizer.tsx'),
  () => import('./shell/Dialogs.tsx'),
  () => import('./notifications/tell.ts'),
  () => import('./notifications/ToastCard.tsx'),
  () => import('./panes/ThreadPanel.tsx'),
  () => import('./timeline/message/Toolbar.tsx'),
  () => import('./timeline/message/SwipeToReply.tsx'),
  () => import('./timeline/message/PersonOfLog.tsx'),
  () => import('./timeline/message/MessageMenu.tsx'),
  () => import('./files/FilesContent.tsx'),
  () => import('./files/UploadProgress.tsx'),
  () => import('./files/Lightbox.tsx'),
  () => import('./composer/attach/Attachments.tsx'),
  () => import('./composer/MentionList.tsx'),
  () => import('./composer/CharactersLeft.tsx'),
  () => import('./composer/FormatButton.tsx'),
  () => import('./composer/ModeBar.tsx'),
  () => import('./composer/ModeEnd.tsx'),
  () => import('./previews/PreviewOffer.tsx'),
  () => import('./previews/PreviewCard.tsx'),
  () => import('./voice/VoiceRecorder.tsx'),
  () => import('./voice/VoiceMessage.tsx'),
  () => import('./voice/PendingVoice.tsx'),
  () => import('./timeline/message/PendingActions.tsx'),
  () => import('./emoji/EmojiPopover.tsx'),
  () => import('./timeline/message/RemoveMessage.tsx'),
  () => import('./timeline/message/ReadersPopover.tsx'),
  () => import('./composer/BlockedLine.tsx'),
  () => import('./composer/RoomComposer.tsx'),
  () => import('./panes/RoomLine.tsx'),
  () => import('./panes/PostLine.tsx'),
  () => import('./panes/LifetimeSign.tsx'),
  () => import('./pins/PinBanner.tsx'),
  () => import('./pins/PinMark.tsx'),
  () => import('./conversation/PostTitle.tsx'),
  () => import('./composer/PostClosedLine.tsx'),
  () => import('./realtime/outbox/stand-in.ts'),
  () => import('./panes/ConversationUnavailable.tsx'),
  () => import('./search/SearchPanel.tsx'),
  () => import('./details/Details.tsx'),
  () => import('./conversations/RowMenu.tsx'),
  () => import('./conversations/FoundList.tsx'),
  () => import('./ui/AliasPicture.tsx'),
  () => import('./people/PersonCard.tsx'),
  () => import('./account/AccountMenu.tsx'),
  () => import('./shell/Pages.tsx'),
  () => import('./account/Settings.tsx'),
  () => import('./pictures/CropDialog.tsx'),
  () => import('./devices/Devices.tsx'),
  () => import('./arena/Arena.tsx'),
  () => import('./posts/Posts.tsx'),
  () => import('./invitations/InvitationPage.tsx'),
  () => import('./reports/ReportDialog.tsx'),
  () => import('./reports/MutedLine.tsx'),
  () => import('./shell/AfterStart.tsx'),
  () => import('./doctor/Doctor.tsx'),
  () => import('./shell/NotFound.tsx'),
  () => import('./conversations/FirstSteps.tsx'),
  () => import('./account/WelcomeCard.tsx'),
]

/**
 * Fetches the rest of the page's code, so that every screen works after the connection is lost. A failed fetch is
 * tried again where the code is needed. Its failure is shown there.
 */
export function fetchRest(): void {
  for (const load of rest) load().catch(() => undefined)
}
