import fc from 'fast-check'
import type { Kind, Operation } from './operations.ts'

/** The relative frequency of each operation. */
const weights: Record<Kind, number> = {
  send: 10,
  answer: 3,
  edit: 3,
  remove: 2,
  react: 3,
  pin: 2,
  unreact: 1,
  read: 4,
  readApart: 4,
  markUnread: 1,
  mute: 1,
  draft: 1,
  createGroup: 1,
  add: 2,
  removePerson: 2,
  promote: 1,
  leave: 1,
  rename: 1,
  enter: 2,
  letBackIn: 1,
  moderate: 2,
  lifetime: 3,
  end: 2,
  open: 1,
  offline: 2,
  online: 3,
  crash: 1,
  killRelay: 2,
  wait: 3,
}

export const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.oneof(
    ...(Object.keys(weights) as Kind[]).map((kind) => ({
      weight: weights[kind],
      arbitrary: fc.constant(kind),
    })),
  ),
  device: fc.nat(99),
  place: fc.nat(99),
  choice: fc.nat(99),
  pause: fc.nat(14),
})
