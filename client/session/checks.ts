import type { DatabaseState, InstallationState } from '../../wire/operations.ts'
import type { PublicConfig, SessionAnswer } from '../../wire/session.ts'
import { keepsData } from '../browser/keeps-data.ts'
import { acceptsSiteData } from '../browser/site-data.ts'
import { RequestError } from '../requests/request-error.ts'
import type { ChecksNeeds, Finding, SessionChecks } from './model.ts'

/** The checks that the doctor runs. Tokens go from Supabase to the relay, and the doctor never gets one. */
export function createChecks({ call, loaded, start }: ChecksNeeds): SessionChecks {
  const noSiteData: Finding = { kind: 'failed', cause: 'no_site_data', requestId: null }
  const notStarted: Finding = { kind: 'failed', cause: 'network', requestId: null }
  const signedOut: Finding = { kind: 'failed', cause: 'signed_out', requestId: null }
  const unreachable: Finding = { kind: 'failed', cause: 'sign_in_service', requestId: null }

  return {
    server: () =>
      finding(async () => {
        const { version } = await call<PublicConfig>('GET', '/api/config')
        if (loaded() === null) await start()
        return version
      }),

    async installation() {
      const reasons: string[] = []
      const found = await finding(async () => {
        const { problems } = await call<InstallationState>('GET', '/api/installation')
        reasons.push(...problems.map(({ message }) => message))
      })
      return reasons.length > 0 ? { kind: 'misconfigured', reasons } : found
    },

    async supabase() {
      const signIn = loaded()?.signIn
      if (!signIn) return acceptsSiteData() ? notStarted : noSiteData
      const { kind } = await finding(async () => void (await signIn.settings()))
      return kind === 'ok' ? { kind, version: null } : unreachable
    },

    async signedIn() {
      if (!acceptsSiteData()) return noSiteData
      const signIn = loaded()?.signIn
      if (!signIn || signIn.storedUser() === null) return signedOut
      // A damaged sign-in is mended by signing in again.
      if (signIn.storedUser() === undefined) return keepsData() ? signedOut : noSiteData
      const access = await signIn.accessToken({ renew: false })
      if (access.kind === 'unreachable') return unreachable
      return access.kind === 'none' ? signedOut : { kind: 'ok', version: null }
    },

    async bridge() {
      const outcome = await loaded()?.session.check()
      if (outcome?.kind === 'ready') return { kind: 'ok', version: null }
      if (outcome?.kind === 'second_factor')
        return { kind: 'failed', cause: 'second_factor_needed', requestId: null }
      if (outcome?.kind !== 'failed') return signedOut
      return { kind: 'failed', cause: outcome.cause, requestId: outcome.requestId }
    },

    cookie: () => finding(async () => void (await call<SessionAnswer>('GET', '/api/auth/session'))),

    async database() {
      let database: DatabaseState | undefined
      const found = await finding(async () => {
        database = await call<DatabaseState>('GET', '/api/database')
        return database.migration ?? undefined
      })
      if (database?.is_current === false) return { kind: 'outdated', database }
      if (database !== undefined && database.missing_attachments.length > 0)
        return { kind: 'failed', cause: 'lost_triggers', requestId: null }
      if (found.kind === 'ok') return { ...found, reindexed: database?.reindexed ?? undefined }
      return found.kind === 'failed' && found.cause === 'unavailable'
        ? { ...found, cause: 'not_ready' }
        : found
    },
  }
}

async function finding(look: () => Promise<string | undefined | void>): Promise<Finding> {
  try {
    return { kind: 'ok', version: (await look()) ?? null }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return { kind: 'failed', cause: error.code, requestId: error.requestId }
  }
}
