import { authorOf, personIdOf } from '../../wire/author.ts'
import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import { nameIn, personIn, titleOf, type KnownPeople } from '../conversation/names.ts'
import { cutText } from '../../wire/text/cut.ts'
import type { Catalogue } from '../i18n/en.ts'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import { messageLine } from '../markup/message-line.ts'

/** Long enough to recognize the subject. The link leads to the rest. */
const MOST_LETTERS = 140

/** The title names the author and the place; the body is the beginning of the message. */
export function notificationText(
  incoming: IncomingMessage,
  me: string,
  known: KnownPeople,
  catalogue: Catalogue,
): { title: string; body: string } {
  const { message, conversation, mentionsMe } = incoming
  const author =
    nameIn(conversation, known, personIdOf(authorOf(message))) ?? catalogue.conversations.nobody
  const told = catalogue.notifications
  const place = titleOf(conversation, me, catalogue)
  if (message.event) {
    const body = catalogue.conversations.peopleCount(conversation.participant_count)
    return { title: told.addedYou(author, place), body }
  }
  const group = capabilitiesOf(conversation.kind).isPair ? null : place
  const line = messageLine(message, catalogue.messages, (id) => personIn(conversation, known, id))
  const body = message.thread_root === null ? line : catalogue.messages.inThread(line)
  const title =
    group === null
      ? mentionsMe
        ? told.mention(author)
        : author
      : (mentionsMe ? told.mentionInGroup : told.inGroup)(author, group)
  return {
    title,
    body: cutText(body, MOST_LETTERS),
  }
}
