import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Report, ReportDetails } from '../wire/moderation/moderation.ts'
import { openPair, type TestPair } from './conversations.ts'
import { SERVER_KEY } from './posts.ts'
import { openTestRelay, type TestPerson, type TestRelay } from './relay.ts'

export type Called = { status: number; body: { error?: { code: string } } | null }

/** The code of a refusal, or the status of an answer. */
export const codeOf = ({ status, body }: Called) => body?.error?.code ?? status
export const callApi = (who: TestPerson, method: string, path: string, body?: unknown) =>
  who.browser.call(method, `/api${path}`, body === undefined ? {} : { body })

export const report = (who: TestPerson, target: object) =>
  callApi(who, 'POST', '/reports', { reason: 'spam', note: 'look', ...target })
export const claim = async (who: TestPerson, id: string) =>
  (await callApi(who, 'PUT', `/moderation/reports/${id}/claim`)).body as Report
export const decide = (
  who: TestPerson,
  { id, version }: Report,
  actions: string[],
  seconds?: number,
) =>
  callApi(who, 'POST', `/moderation/reports/${id}/actions`, {
    ...{ actions, version, reason: 'Against the rules.' },
    ...(seconds !== undefined && { seconds }),
  })
export const undo = (who: TestPerson, { actions }: ReportDetails) =>
  callApi(who, 'POST', `/moderation/actions/${actions.at(-1)!.id}/undo`, { reason: 'A mistake.' })
export const unmask = (who: TestPerson, report_id: string = randomUUID()) =>
  callApi(who, 'POST', '/rooms/unmask', { report_id, reason: 'A threat.' })

/** A relay with Ada and Ben, and with two moderators. */
export async function openModeration() {
  const relay = await openTestRelay({
    PARLEY_SERVER_KEY: SERVER_KEY,
    PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0',
  })
  const pair = await openPair(relay)
  const [mod, second] = [await relay.person('Mod'), await relay.person('Second')]
  await giveRole(relay, 'moderator', mod, second)
  return { relay, pair, mod, second, ...reportsOf(relay, pair, mod) }
}

export type Moderation = Awaited<ReturnType<typeof openModeration>>

/** Gives people a role of this installation, as the owner of the project does. */
export const giveRole = ({ sql }: TestRelay, role: string, ...people: TestPerson[]) => sql`
  update auth.users set raw_app_meta_data = raw_app_meta_data || ${sql.json({ parley_role: role })}
  where id = any(${people.map(({ id }) => id)})`

function reportsOf(relay: TestRelay, pair: TestPair, mod: TestPerson) {
  /** The report about what was reported last. */
  async function newestReport(): Promise<string> {
    const [row] = await relay.sql<{ id: string }[]>`
      select id from reports where decided_at is null order by created_at desc limit 1`
    return row!.id
  }

  /** Ada reports it, and a moderator decides. */
  async function decided(
    target: object,
    actions: string[],
    { seconds, by = mod }: { seconds?: number; by?: TestPerson } = {},
  ): Promise<ReportDetails> {
    expect(codeOf(await report(pair.ada, target))).toBe(200)
    const claimed = await claim(by, await newestReport())
    expect(codeOf(await decide(by, claimed, actions, seconds))).toBe(204)
    return (await callApi(by, 'GET', `/moderation/reports/${claimed.id}`)).body as ReportDetails
  }
  return { newestReport, decided }
}
