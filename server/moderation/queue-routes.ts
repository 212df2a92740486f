import { z } from 'zod'
import {
  claimed,
  moderationDecision,
  moderationUndo,
  report,
  reportDetails as details,
  reportList,
  reportsQuery,
} from '../../wire/moderation/moderation.ts'
import {
  filterTest,
  messageFilter,
  messageFilterDraft,
  messageFilters,
} from '../../wire/moderation/filters.ts'
import { id } from '../../wire/primitives.ts'
import type { Database } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { Publisher } from '../realtime/publish.ts'
import { announceConsequences } from './consequences.ts'
import { decideReport, undo } from './decide.ts'
import { addFilter, listFilters, removeFilter, testFilters } from './filters.ts'
import { claimNext, claimReport, giveBack, listReports, reportDetails } from './queue.ts'

const path = '/api/moderation'
const params = z.object({ id })
const noContent = { 204: z.null() }
const config = { limit: 'moderation' } as const

interface ModerationEdge {
  sql: Database
  publish: Publisher
  writer: MessageWriter
}

/** For moderators alone. Each rule asks the database for the role. */
export function moderationRoutes(app: App, edge: ModerationEdge): void {
  queueRoutes(app, edge)
  decisionRoutes(app, edge)
  filterRoutes(app, edge)
}

function queueRoutes(app: App, { sql }: ModerationEdge): void {
  app.get(
    `${path}/reports`,
    {
      config: { work: 'page' },
      schema: {
        summary: 'The reports: open, claimed by the asker, or done.',
        querystring: reportsQuery,
        response: { 200: reportList },
      },
    },
    (request) => listReports(sql, personOf(request).userId, request.query),
  )
  app.post(
    `${path}/reports/claim`,
    {
      config,
      schema: { summary: 'Claim the oldest report that waits.', response: { 200: claimed } },
    },
    async (request) => ({ report: await claimNext(sql, personOf(request).userId) }),
  )
  app.get(
    `${path}/reports/:id`,
    {
      schema: {
        summary: 'A report with its copies of messages and the history of the person.',
        params,
        response: { 200: details },
      },
    },
    (request) => reportDetails(sql, personOf(request).userId, request.params.id),
  )
  app.put(
    `${path}/reports/:id/claim`,
    {
      config,
      schema: {
        summary: 'Claim a report for 15 minutes.',
        params,
        response: { 200: report },
      },
    },
    (request) => claimReport(sql, personOf(request).userId, request.params.id),
  )
  app.delete(
    `${path}/reports/:id/claim`,
    {
      config,
      schema: { summary: 'Give a claimed report back.', params, response: noContent },
    },
    async (request, reply) => {
      await giveBack(sql, personOf(request).userId, request.params.id)
      return reply.code(204).send(null)
    },
  )
}

function decisionRoutes(app: App, edge: ModerationEdge): void {
  const { sql } = edge
  app.post(
    `${path}/reports/:id/actions`,
    {
      config,
      schema: {
        summary: 'Decide a claimed report.',
        params,
        body: moderationDecision,
        response: noContent,
      },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      const { params, body } = request
      await announceConsequences(edge, await decideReport(sql, userId, params.id, body))
      return reply.code(204).send(null)
    },
  )
  app.post(
    `${path}/actions/:id/undo`,
    {
      config,
      schema: {
        summary: 'Take an action back.',
        params,
        body: moderationUndo,
        response: noContent,
      },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      const { params, body } = request
      await announceConsequences(edge, await undo(sql, userId, params.id, body.reason))
      return reply.code(204).send(null)
    },
  )
}

function filterRoutes(app: App, { sql }: ModerationEdge): void {
  app.get(
    `${path}/filters`,
    {
      schema: {
        summary: 'The words and links that are filtered.',
        response: { 200: messageFilters },
      },
    },
    async (request) => ({ items: await listFilters(sql, personOf(request).userId) }),
  )
  app.post(
    `${path}/filters`,
    {
      config,
      schema: {
        summary: 'Add a filter, or change its action.',
        body: messageFilterDraft,
        response: { 200: messageFilter },
      },
    },
    (request) => addFilter(sql, personOf(request).userId, request.body),
  )
  app.delete(
    `${path}/filters/:id`,
    {
      config,
      schema: { summary: 'Remove a filter.', params, response: noContent },
    },
    async (request, reply) => {
      await removeFilter(sql, personOf(request).userId, request.params.id)
      return reply.code(204).send(null)
    },
  )
  app.post(
    `${path}/filters/test`,
    {
      config,
      schema: {
        summary: 'The filters that match a text. Nothing is stored.',
        body: filterTest,
        response: { 200: messageFilters },
      },
    },
    async (request) => ({
      items: await testFilters(sql, personOf(request).userId, request.body.body),
    }),
  )
}
