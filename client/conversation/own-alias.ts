import type { OwnSettings } from '../../wire/conversations.ts'

/**
 * A message of a dark room says under which alias it was written. The alias may be forgotten before the message is
 * sent. The person may then be there under another one, and the relay must not say the same again under it.
 */
export const ownAlias = (me: OwnSettings | undefined) => (me?.alias ? { alias_id: me.user_id } : {})
