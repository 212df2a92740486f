import { z } from 'zod'
import { uploadSwitch } from '../../../wire/files.ts'
import type { Database } from '../../database/client.ts'
import { personOf } from '../../http/person.ts'
import type { App } from '../../http/types.ts'
import { Refusal } from '../../refusal.ts'

/**
 * Switches uploads off or on for everybody. All relays read the row at each new upload, so it holds at once.
 * @throws Refusal `forbidden`
 */
async function switchUploads(sql: Database, userId: string, enabled: boolean): Promise<void> {
  await sql.begin(async (tx) => {
    const [row] = await tx<{ role: string | null }[]>`select private.role_of(${userId}) as role`
    if (row?.role !== 'admin') throw new Refusal('forbidden', 'Only administrators may do this.')
    const { count } = await tx`
      update private.installation set uploads_enabled = ${enabled}
      where uploads_enabled <> ${enabled}`
    if (count === 0) return
    await tx`
      insert into public.audit_log (action, reason, actor_id)
      values ('uploads_switched', ${enabled ? 'on' : 'off'}, ${userId})`
  })
}

export function uploadSwitchRoute(app: App, { sql }: { sql: Database }): void {
  app.put(
    '/api/admin/uploads',
    {
      config: { limit: 'monitoring' },
      schema: {
        summary: 'Switch uploads off or on for everybody. For administrators.',
        body: uploadSwitch,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await switchUploads(sql, personOf(request).userId, request.body.enabled)
      return reply.code(204).send(null)
    },
  )
}
