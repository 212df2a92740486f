// No schema library here, for the same reason as in error-codes.ts.

/** The most characters (UTF-16 code units) in a message body. */
export const MAX_BODY_LENGTH = 4000
/** The most people of one message whom the sender names by something else than their username. */
export const MAX_MENTIONED_BY_NAME = 50
/** The longest display name, and so the longest name after an `@`. */
export const MAX_MENTION_NAME_LENGTH = 80
/** The most cursors in one `sync`. A client with more sends those of its most recent conversations. */
export const MAX_CURSORS = 500
/** The most participants that a conversation carries. The rest comes in pages. */
export const MAX_LISTED_PARTICIPANTS = 20
/** The most people that one reaction lists. Of the rest it carries the number. */
export const MAX_LISTED_REACTORS = 10
/** The most pinned messages of a conversation. */
export const MAX_PINNED_MESSAGES = 50
/** The most conversations that a person pins to the top of their list. */
export const MAX_PINNED_CONVERSATIONS = 5
/**
 * The most people that one answer or event names for its messages. A page asks for further people when it shows them.
 */
export const MAX_NAMED_PEOPLE = 200
/** A cursor that is older than this many changes is answered with `reset`. */
export const MAX_CURSOR_AGE = 1000

/** The shortest and the longest life of messages that disappear: one hour and 90 days. */
export const MIN_LIFETIME_SECONDS = 60 * 60
export const MAX_LIFETIME_SECONDS = 90 * 24 * 60 * 60

/** A message of a dark room lives for a day. Everybody who enters the room was promised that. */
export const DARK_MESSAGE_LIFETIME_SECONDS = 86_400

/** The most files of one message. */
export const MAX_FILES = 10
/** The most characters of the description of a picture. */
export const MAX_ALT_LENGTH = 500
/** The most characters of a file's name. Longer names are cut before their ending. */
export const MAX_FILE_NAME_LENGTH = 200
/** The waveform of a voice message has one byte for each of its bars. */
export const WAVEFORM_BYTES = 64
/** The longest voice message: five minutes. */
export const MAX_VOICE_MS = 5 * 60 * 1000
