import { randomBytes, randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { cpuSecondsOf } from './process-tree.ts'
import type { SignInResult, TransactionTask } from './protocol.ts'

/** The rows that a sign-in must write, in one transaction, and nothing else: the floor under the bridge. */
export async function measureTransaction(task: TransactionTask): Promise<SignInResult> {
  const sql = postgres(task.databaseUrl, { max: task.connections })
  await Promise.all(Array.from({ length: task.connections }, () => sql`select 1`))
  let next = 0
  const pids = [process.pid, ...task.pids]
  const [begin, cpu] = [performance.now(), cpuSecondsOf(pids)]
  const lane = async () => {
    while (next < task.signIns.length) await writeSession(sql, task.signIns[next++]!)
  }
  await Promise.all(Array.from({ length: task.connections * 4 }, lane))
  const seconds = (performance.now() - begin) / 1000
  const cpuSeconds = cpuSecondsOf(pids) - cpu
  await sql.end()
  return {
    perSecond: task.signIns.length / seconds,
    perCpuSecond: task.signIns.length / cpuSeconds,
  }
}

type SignIn = TransactionTask['signIns'][number]

function writeSession(sql: postgres.Sql, signIn: SignIn): Promise<unknown> {
  const id = randomUUID()
  return sql.begin(async (tx) => {
    await tx`
      insert into public.user_sessions
        (id, user_id, supabase_session_id, sign_in_good_until, expires_at, renewed_until)
      values (${id}, ${signIn.userId}, ${signIn.id}, now(), now() + interval '30 days', now())`
    await tx`
      insert into public.refresh_tokens (session_id, user_id, token_hash, generation, expires_at)
      values (${id}, ${signIn.userId}, ${randomBytes(32).toString('base64url')}, 1, now() + interval '7 days')`
    await tx`
      insert into public.audit_log (action, reason, subject_id, session_id)
      values ('session_started', 'bridge', ${signIn.userId}, ${id})`
  })
}
