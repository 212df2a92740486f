import { expect, test, vi } from 'vitest'
import { en as firstLoad } from '../i18n/en.ts'
import { doctor } from '../i18n/en/doctor.ts'
import type { Messenger } from '../realtime/messenger.ts'
import type { Finding, SessionChecks } from '../session/model.ts'
import { versionOf } from './labels.ts'
import { reportOf } from './report.ts'
import { examine, steps, verdict, type Examination, type Patient, type Step } from './steps.ts'

const en = { ...firstLoad, doctor }

const fine: Finding = { kind: 'ok', version: null }
const broken: Finding = { kind: 'failed', cause: 'unavailable', requestId: 'request-1' }

const old = {
  migration: '20261122090800',
  needed: '20261123090700',
  is_current: false,
  missing_attachments: [],
  reindexed: null,
}

function patient(ill: Partial<SessionChecks> = {}, change: Partial<Patient> = {}): Patient {
  const checks: SessionChecks = {
    server: async () => ({ ...fine, version: '1.2.3' }),
    installation: async () => fine,
    supabase: async () => fine,
    signedIn: async () => fine,
    bridge: async () => fine,
    cookie: async () => fine,
    database: async () => fine,
    ...ill,
  }
  const messenger = { connection: { roundTrip: async () => 12 } } as Messenger
  return {
    checks,
    messenger: async () => messenger,
    online: async () => true,
    now: () => 0,
    ...change,
  }
}

async function examined(ill: Patient): Promise<Examination> {
  const tell = vi.fn<(found: Examination) => void>()
  await examine(ill, tell, new AbortController().signal)
  return tell.mock.lastCall![0]
}
const kinds = (found: Examination) => steps.map((step) => found[step].kind)

test('a healthy setup runs every step in order and ends with ok', async () => {
  const seen: string[] = []
  await examine(
    patient(),
    (found) => {
      const running = steps.find((step) => found[step].kind === 'running')
      if (running) seen.push(running)
    },
    new AbortController().signal,
  )
  expect(seen).toEqual(steps)
  expect(verdict(await examined(patient()))).toBe('ok')
})

test.each<[string, Patient, Step, string[]]>([
  [
    'the server is away',
    patient({ server: async () => ({ ...broken, cause: 'network' }) }),
    'server',
    ['failed', ...steps.slice(1).map(() => 'skipped')],
  ],
  [
    'nobody is signed in',
    patient({ signedIn: async () => ({ ...broken, cause: 'signed_out' }) }),
    'signed_in',
    ['ok', 'ok', 'ok', 'failed', 'skipped', 'skipped', 'skipped', 'skipped', 'ok'],
  ],
  [
    'the bridge fails',
    patient({ bridge: async () => broken }),
    'bridge',
    ['ok', 'ok', 'ok', 'ok', 'failed', 'skipped', 'skipped', 'skipped', 'ok'],
  ],
  [
    'cookies are not kept',
    patient({ cookie: async () => ({ ...broken, cause: 'session_required' }) }),
    'cookie',
    ['ok', 'ok', 'ok', 'ok', 'ok', 'failed', 'skipped', 'skipped', 'ok'],
  ],
  [
    'the socket does not open',
    patient({}, { online: async () => false }),
    'socket',
    ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'failed', 'skipped', 'ok'],
  ],
  [
    'the round trip is lost',
    patient(
      {},
      {
        messenger: async () =>
          ({
            connection: { roundTrip: () => Promise.reject(new Error('late')) },
          }) as unknown as Messenger,
      },
    ),
    'round_trip',
    ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'failed', 'ok'],
  ],
  [
    'the database is away',
    patient({ database: async () => ({ ...broken, cause: 'not_ready' }) }),
    'version',
    ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'failed'],
  ],
  [
    'the database lacks a migration',
    patient({ database: async () => ({ kind: 'outdated', database: old }) }),
    'version',
    ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'failed'],
  ],
])('%s', async (_, ill, step, expected) => {
  const found = await examined(ill)
  expect(kinds(found)).toEqual(expected)
  expect(found[step].kind).toBe('failed')
  expect(verdict(found)).toBe('failed')
})

test('a blocked sign-in service fails alone, and the other steps still run', async () => {
  const found = await examined(
    patient({ supabase: async () => ({ ...broken, cause: 'sign_in_service' }) }),
  )
  expect(kinds(found)).toEqual(['ok', 'ok', 'failed', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'])
})

test('an aborted check reports nothing more', async () => {
  const stop = new AbortController()
  const tell = vi.fn()
  const going = examine(patient(), tell, stop.signal)
  stop.abort()
  const told = tell.mock.calls.length
  await going
  expect(tell.mock.calls.length).toBe(told)
})

test('the report names the failed step with its label, its code and its request id', async () => {
  const around = {
    origin: 'https://parley.example',
    userAgent: 'Browser/1',
    online: true,
    at: new Date(Date.UTC(2026, 10, 21)),
  }
  const found = await examined(patient({ bridge: async () => broken }))
  expect(reportOf(found, around, en)).toBe(
    [
      'Parley connection report 2026-11-21T00:00:00.000Z',
      'https://parley.example',
      'Browser/1',
      'navigator.onLine: true',
      '',
      '+ Parley’s server answers: 0 ms, Parley 1.2.3',
      '+ Parley is set up: 0 ms',
      '+ Supabase answers: 0 ms',
      '+ You are signed in: 0 ms',
      'x The sign-in opens a session: Failed',
      `    unavailable: ${en.failures.unavailable} (Request request-1)`,
      ...['The browser keeps the session', 'The live connection is open'].map(
        (title) => `- ${title}: ${en.doctor.states.skipped}`,
      ),
      `- A message makes the round trip: ${en.doctor.states.skipped}`,
      '+ The database is up to date: 0 ms',
    ].join('\n'),
  )
})

test('the report of an outdated database names its migration and the needed one', async () => {
  const around = { origin: 'https://parley.example', userAgent: '', online: true, at: new Date(0) }
  const ill = patient({ database: async () => ({ kind: 'outdated', database: old }) })
  const report = reportOf(await examined(ill), around, en)
  expect(report).toContain('outdated: The database is older than this version of Parley.')
  expect(report).toContain('It is at migration 20261122090800; 20261123090700 is needed.')
})

test("the server's sentence about a wrong setting is shown, and is in the report", async () => {
  const reasons = ['SUPABASE_URL cannot be reached (ENOTFOUND).', 'SUPABASE_JWT_SECRET is set.']
  const ill = patient({ installation: async () => ({ kind: 'misconfigured', reasons }) })
  const found = await examined(ill)
  expect(found.installation).toMatchObject({ kind: 'failed', problem: 'misconfigured', reasons })
  expect(found.supabase.kind).toBe('ok')
  const around = { origin: 'https://parley.example', userAgent: '', online: true, at: new Date(0) }
  expect(reportOf(found, around, en)).toContain(`misconfigured: ${reasons.join(' ')}`)
})

test('while the search is renewed, the step of the database says how far it is', async () => {
  const database: Finding = { kind: 'ok', version: '20261127181030', reindexed: 0.427 }
  const found = await examined(patient({ database: async () => database }))
  expect(verdict(found)).toBe('ok')
  expect(versionOf('version', found.version, en.doctor)).toBe(
    'Migration 20261127181030. The search is being renewed: 42 % is done.',
  )
})
