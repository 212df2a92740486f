import { Killed } from './gate.ts'
import type { World } from './world.ts'

/** In seconds. */
export const SHORTEST_LIFETIME = 3_600

/** The messages of a conversation reach their ends. Pages that loaded them before do not know that yet. */
export async function endMessages(world: World, id: string, isCollected: boolean): Promise<void> {
  const relay = world.anyRelay()
  try {
    await relay.endMessages(id)
    if (isCollected) await relay.collect()
  } catch (error) {
    if (!(error instanceof Killed)) world.told.faults.push(String(error))
  }
}
