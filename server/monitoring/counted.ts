import { z } from 'zod'
import { monitoring, monitoringStep } from '../../wire/monitoring/monitoring.ts'
import { counter } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'
import { readRow } from '../database/rows.ts'
import { personJson } from '../people/person-json.ts'

const countedStep = monitoringStep
  .omit({ latency_p50: true, latency_p95: true })
  .extend({ latencies: z.array(counter) })
export type CountedStep = z.infer<typeof countedStep>

const counted = monitoring
  .pick({ as_of: true, nodes: true, sockets: true, people: true, closed: true, connections: true })
  .extend({ start: z.string(), steps: z.array(countedStep) })
export type CountedRow = z.infer<typeof counted>

/** A relay that has not reported for this long does not run any more. */
const LIVING = '30 seconds'

/**
 * The samples of all relays, in steps of time. A step without a sample is left out. Null when the person is no
 * administrator: every part of the query begins with the asker.
 */
export async function countedIn(
  sql: Sql,
  userId: string,
  { seconds, step }: { seconds: number; step: number },
): Promise<CountedRow | null> {
  const width = sql`make_interval(secs => ${step})`
  const row = await readRow(
    counted,
    sql`
    with asker as materialized (
      select now() as now, date_bin(${width}, now(), 'epoch') - make_interval(secs => ${seconds - step}) as start
      where private.role_of(${userId}) = 'admin'
    ),
    samples as materialized (
      select s.*, date_bin(${width}, s.at, 'epoch') as step
      from asker join private.monitoring_samples s on s.at >= asker.start
    ),
    latest as materialized (
      select distinct on (node) * from samples
      where at > now() - ${LIVING}::interval order by node, at desc
    ),
    closings as materialized (
      select step, c.key as reason, sum(c.value::int)::int as count
      from samples, jsonb_each_text(samples.closed) c group by step, c.key
    ),
    steps as (
      select step, sum(sockets)::int as sockets, sum(opened)::int as opened, sum(stored)::int as sent,
        sum(confirmed)::int as delivered, sum(gaps)::int as repaired
      from (
        select step, node, max(sockets) as sockets, sum(opened) as opened, sum(stored) as stored,
          sum(confirmed) as confirmed, sum(gaps) as gaps
        from samples group by step, node
      ) of_node group by step
    ),
    buckets as (
      select step, json_agg(count order by place) as latencies
      from (
        select step, place, sum(count)::int as count
        from samples, unnest(latencies) with ordinality as bucket (count, place) group by step, place
      ) of_bucket group by step
    ),
    connected as (
      select c.key::uuid as id, sum(c.value::int)::int as sockets
      from latest, jsonb_each_text(latest.connections) c group by c.key
      order by 2 desc limit 50
    )
    select ${isoTime(sql, 'asker.now')} as as_of, ${isoTime(sql, 'asker.start')} as start,
      (select count(*)::int from latest) as nodes,
      (select coalesce(sum(sockets), 0)::int from latest) as sockets,
      (select coalesce(sum(people), 0)::int from latest) as people,
      coalesce((
        select json_agg(json_build_object('at', ${isoTime(sql, 's.step')}, 'sockets', s.sockets,
          'opened', s.opened, 'sent', s.sent, 'delivered', s.delivered, 'repaired', s.repaired,
          'closed', coalesce((select sum(count)::int from closings c where c.step = s.step), 0),
          'latencies', b.latencies) order by s.step)
        from steps s join buckets b using (step)
      ), '[]') as steps,
      coalesce((
        select json_agg(json_build_object('reason', reason, 'count', count) order by count desc, reason)
        from (select reason, sum(count)::int as count from closings group by reason) of_reason
      ), '[]') as closed,
      coalesce((
        select json_agg(json_build_object('person', ${personJson(sql, 'p')}, 'sockets', c.sockets)
          order by c.sockets desc, p.display_name)
        from connected c join public.profiles p on p.id = c.id
      ), '[]') as connections
    from asker`,
  )
  return row ?? null
}
