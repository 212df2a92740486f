import { z } from 'zod'
import { capabilitiesOf } from '../conversation-kinds.ts'
import {
  conversation,
  groupTitle,
  MAX_PARTICIPANTS,
  notifyLevel,
  participant,
} from '../conversations.ts'
import { message } from '../messages.ts'
import { person, typedName, username } from '../people.ts'
import { counter, emailAddress, id, isStorable } from '../primitives.ts'

const directCreate = z
  .object({
    kind: z.literal('DIRECT'),
    participant_ids: z.array(id).length(1).optional(),
    email: emailAddress.optional(),
    /** The whole user name, as in the link `/to/<username>`. */
    username: z.string().max(40).toLowerCase().pipe(username).optional(),
  })
  .strict()
  .refine(
    ({ participant_ids, email, username: name }) =>
      [participant_ids, email, name].filter((one) => one !== undefined).length === 1,
    { message: 'Give participant_ids, email or username, and only one of them.' },
  )
/** The one conversation of the asker with the author of a post. */
const postLinkedCreate = z.object({ kind: z.literal('POST_LINKED'), post_id: id }).strict()
const groupCreate = z
  .object({
    kind: z.literal('GROUP'),
    title: groupTitle,
    /** The client's id of this creation. The same person with the same id gets the same group, so a retry is harmless. */
    client_id: id.optional(),
    participant_ids: z
      .array(id)
      .max(MAX_PARTICIPANTS - 1)
      .default([]),
  })
  .strict()

export const conversationCreate = z.union([directCreate, groupCreate, postLinkedCreate])
export type ConversationCreate = z.infer<typeof conversationCreate>
export type DirectCreate = z.infer<typeof directCreate>
export type GroupCreate = z.infer<typeof groupCreate>
export type PostLinkedCreate = z.infer<typeof postLinkedCreate>

export const isGroupCreate = (body: ConversationCreate): body is GroupCreate =>
  capabilitiesOf(body.kind).hasRoles

export const isPostLinkedCreate = (body: ConversationCreate): body is PostLinkedCreate =>
  'post_id' in body

/** `PATCH /api/conversations/:id`: the owner and admins change the name of a group. */
export const conversationChange = z.object({ title: groupTitle.optional() }).strict()
export type ConversationChange = z.infer<typeof conversationChange>

/** `POST /api/conversations/:id/participants` */
export const participantsAdd = z.object({ user_ids: z.array(id).min(1).max(100) }).strict()

/** `GET /api/conversations/:id/participants`. `q` finds participants by the beginnings of words of their names. */
export const participantsQuery = z.object({
  q: typedName.optional(),
  cursor: z.string().max(200).optional(),
})
export type ParticipantsQuery = z.infer<typeof participantsQuery>

/** The owner first, then admins, then by the time of joining. */
export const participantList = z.object({
  items: z.array(participant),
  next_cursor: z.string().nullable(),
})
export type ParticipantList = z.infer<typeof participantList>

/** `GET /api/conversations/:id/people?ids=…`: the ids are separated by commas. */
export const namedPeopleQuery = z.object({
  ids: z
    .string()
    .max(100 * 37)
    .transform((ids) => ids.split(','))
    .pipe(z.array(id).min(1).max(100)),
})

/** `PATCH /api/conversations/:id/participants/:userId`. A new owner takes over from the present one. */
export const participantChange = z.object({ role: z.enum(['owner', 'admin', 'member']) }).strict()

/**
 * `PUT /api/conversations/:id/me`. `unread_from` marks unread from that message on. It is the only way to move
 * `last_read_seq` back.
 */
export const ownSettingsChange = z
  .object({
    muted: z.boolean().optional(),
    notify: notifyLevel.optional(),
    pinned: z.boolean().optional(),
    archived: z.boolean().optional(),
    unread_from: counter.min(1).optional(),
    draft: z.string().max(4000).refine(isStorable).nullable().optional(),
  })
  .strict()
  .refine(({ pinned, archived }) => !(pinned && archived), {
    message: 'A conversation is pinned or archived, not both.',
  })
export type OwnSettingsChange = z.infer<typeof ownSettingsChange>

export const conversationListQuery = z.object({
  q: z.string().trim().max(200).refine(isStorable).optional(),
  filter: z.enum(['all', 'unread', 'direct', 'group', 'archived']).default('all'),
  cursor: z.string().max(200).optional(),
})
export type ConversationListQuery = z.infer<typeof conversationListQuery>

export const conversationList = z.object({
  items: z.array(conversation),
  /** The people whom the last messages name. */
  people: z.array(person),
  next_cursor: z.string().nullable(),
})
export type ConversationList = z.infer<typeof conversationList>

/** The messages that changed after `after_ver`, in order of `ver`, in their present state. */
export const changesQuery = z.object({
  after_ver: z.coerce.number().int().min(0),
  limit: z.coerce.number().int().min(1).max(200).default(200),
})
export type ChangesQuery = z.infer<typeof changesQuery>

/** `reset`: the cursor is too old or unknown. `items` is then the newest page. */
export const changes = z.object({
  items: z.array(message),
  conversation,
  last_ver: counter,
  reset: z.boolean(),
})
export type Changes = z.infer<typeof changes>

/** The answer of `GET /api/conversations/:id/changes`. `people` are those whom `items` name. */
export const changesAnswer = changes.extend({ people: z.array(person) })
export type ChangesAnswer = z.infer<typeof changesAnswer>
