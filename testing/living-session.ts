import type { SessionController } from '../client/session/model.ts'

/** A session that does not end during the test. */
export const livingSession = {
  recover: async () => true,
  refused: () => undefined,
  otherPerson: () => undefined,
  ended: async () => false,
  subscribe: () => () => undefined,
  getState: () => ({ kind: 'starting' }),
} as unknown as SessionController
