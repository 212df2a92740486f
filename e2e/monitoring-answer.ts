import type { Monitoring } from '../wire/monitoring/monitoring.ts'

/** What an administrator of a small team sees in a quarter of an hour. Nobody in these tests is one. */
export function monitoringAnswer(): Monitoring {
  const start = Date.UTC(2026, 0, 1, 12)
  const steps = Array.from({ length: 60 }, (_, place) => {
    const wave = Math.round(20 + 15 * Math.sin(place / 7))
    return {
      at: new Date(start + place * 15_000).toISOString(),
      sockets: 120 + wave,
      opened: place % 7,
      closed: place % 5,
      sent: wave * 3,
      delivered: wave * 2,
      repaired: place % 20 === 0 ? 1 : 0,
      latency_p50: place === 30 ? null : 2 + (place % 3),
      latency_p95: place === 30 ? null : 6 + (place % 9),
    }
  })
  const people = ['Ada Arden', 'Ben Bauer', 'Cleo Castellan-Montgomery of the Lower Garden']
  return {
    as_of: new Date(start + 900_000).toISOString(),
    step_seconds: 15,
    nodes: 2,
    sockets: 131,
    people: 84,
    totals: {
      opened: 175,
      closed: 118,
      sent: 3_612,
      delivered: 2_408,
      repaired: 3,
      latency_p50: 3.1,
      latency_p95: 11.4,
      success_rate: 0.9988,
    },
    steps,
    closed: [
      { reason: 'transport close', count: 97 },
      { reason: 'ping timeout', count: 14 },
      { reason: 'client namespace disconnect', count: 6 },
      { reason: 'unread', count: 1 },
    ],
    connections: people.map((name, place) => ({
      person: {
        id: `00000000-0000-4000-8000-00000000000${place}`,
        username: name.split(' ')[0]!.toLowerCase(),
        display_name: name,
        avatar_url: null,
      },
      sockets: 5 - place,
    })),
  }
}
