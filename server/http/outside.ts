import { isOutside } from '../base-path.ts'
import { notFound } from '../refusal.ts'
import type { App } from './types.ts'

/** Refuses what lies beside the base path, before anything else is asked of the request. */
export function refuseOutside(app: App): void {
  app.addHook('onRequest', async (request) => {
    if (isOutside(request.raw) && request.routeOptions.config.atRoot !== true)
      throw notFound('address')
  })
}
