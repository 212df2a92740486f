import { z } from 'zod'
import { messageFile } from '../files.ts'
import { person } from '../people.ts'
import { counter, id, timestamp } from '../primitives.ts'
import { MAX_NOTE_LENGTH, MAX_REASON_LENGTH, prose } from './prose.ts'
import { reportReasons } from './report-reasons.ts'

const reportReason = z.enum(reportReasons)

const reasonGiven = prose(MAX_REASON_LENGTH).min(1)

/** The body of `POST /api/reports`: about a message, a person or a post. */
export const reportDraft = z
  .object({
    message_id: id.optional(),
    user_id: id.optional(),
    post_id: id.optional(),
    reason: reportReason,
    note: prose(MAX_NOTE_LENGTH).default(''),
  })
  .strict()
  .refine(
    (draft) => [draft.message_id, draft.user_id, draft.post_id].filter(Boolean).length === 1,
    'Give one of message_id, user_id and post_id.',
  )
export type ReportDraft = z.infer<typeof reportDraft>

/** The answer is the same for the first reporter and for the hundredth. */
export const reportReceived = z.object({ received: z.literal(true) })

/** A copy of a message, as it was when the report was made. */
const reportedCopy = z.object({
  seq: counter,
  /** In a room with aliases it is the alias. Null for a deleted account, and for an alias that was forgotten. */
  sender: person.nullable(),
  kind: z.enum(['text', 'system']),
  body: z.string(),
  created_at: timestamp,
  edited_at: timestamp.nullable(),
  deleted: z.boolean(),
  hidden: z.boolean(),
  /** The message that the report is about. */
  reported: z.boolean(),
  /** How many files it had. Reports from before files have none. */
  file_count: counter.default(0),
  /**
   * The files of the reported message, without placeholders. Whoever has claimed the report reads their bytes at
   * `/api/moderation/reports/:id/files/:file/original`. Files of other messages are only counted.
   */
  files: z.array(messageFile).default([]),
})
export type ReportedCopy = z.infer<typeof reportedCopy>

/** A copy of a post, as it was when the report was made. */
const reportedPost = z.object({
  title: z.string(),
  body: z.string(),
  url: z.string().nullable(),
  changed_at: timestamp,
})

const reportKind = z.enum(['message', 'person', 'post', 'review', 'appeal'])
const moderationAct = z.enum([
  'dismiss',
  'hide',
  'delete',
  'warn',
  'mute',
  'suspend',
  'remove',
  'release',
  'unmask',
])
export type ModerationAct = z.infer<typeof moderationAct>

/** What a moderator did. */
const moderationAction = z.object({
  id,
  action: moderationAct,
  /** It was done to a post and not to a message. */
  is_post: z.boolean(),
  reason: z.string(),
  moderator: person.nullable(),
  created_at: timestamp,
  ends_at: timestamp.nullable(),
  undone_at: timestamp.nullable(),
  read_at: timestamp.nullable(),
  appealed_at: timestamp.nullable(),
})
export type ModerationAction = z.infer<typeof moderationAction>

/** A report as the queue lists it. */
export const report = z.object({
  id,
  kind: reportKind,
  reason: z.union([reportReason, z.enum(['filter', 'appeal'])]),
  subject: person.nullable(),
  reporter_count: z.int(),
  created_at: timestamp,
  decided_at: timestamp.nullable(),
  /** Its sender took the message in review back before a moderator decided. Its text is gone. */
  taken_back: z.boolean(),
  claimed_by: person.nullable(),
  claimed_until: timestamp.nullable(),
  /** The asker reported it, so another moderator decides. */
  is_own: z.boolean(),
  version: counter,
})
export type Report = z.infer<typeof report>

export const reportsQuery = z.object({
  state: z.enum(['open', 'mine', 'done']).default('open'),
  cursor: z.string().max(200).optional(),
})
export type ReportsQuery = z.infer<typeof reportsQuery>
export const reportList = z.object({ items: z.array(report), next_cursor: z.string().nullable() })
export type ReportList = z.infer<typeof reportList>

/** A report with everything that a moderator may see of it. */
export const reportDetails = report.extend({
  context: z.array(reportedCopy),
  post: reportedPost.nullable(),
  /** The text that waits for a review, or the text of an appeal. */
  text: z.string().nullable(),
  /** The files of the message that waits for a review. They are read like those of a reported message. */
  files: z.array(messageFile),
  notes: z.array(z.object({ reason: reportReason, note: z.string(), created_at: timestamp })),
  actions: z.array(moderationAction),
  /** The action that an appeal is about. */
  appealed: moderationAction.nullable(),
  /** What else was reported about this person, newest first, and what was done. */
  earlier: z.array(
    report.pick({ id: true, kind: true, reason: true, created_at: true, decided_at: true }),
  ),
  earlier_actions: z.array(moderationAction),
})
export type ReportDetails = z.infer<typeof reportDetails>

/** The claim of the next report. Null when no report waits. */
export const claimed = z.object({ report: report.nullable() })

/** The longest mute and suspension: a year. A suspension without `seconds` has no end. */
const MAX_RESTRICTION_SECONDS = 365 * 24 * 60 * 60

/** The body of `POST /api/moderation/reports/:id/actions`. `version` is that of the report that the moderator saw. */
export const moderationDecision = z
  .object({
    /** All of them are done in one transaction. */
    actions: z
      .array(moderationAct.exclude(['unmask']))
      .min(1)
      .max(4),
    reason: reasonGiven,
    version: counter,
    seconds: z.int().min(60).max(MAX_RESTRICTION_SECONDS).optional(),
  })
  .strict()
  .refine(
    ({ actions, seconds }) => !actions.includes('mute') || seconds !== undefined,
    'A mute has an end.',
  )
export type ModerationDecision = z.infer<typeof moderationDecision>

export const moderationUndo = z.object({ reason: reasonGiven }).strict()
