import { rooms, type RoomsCatalogue } from './en/rooms.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the screens of rooms. Another language has this part in its own catalogue. */
export function useRoomsCatalogue(): RoomsCatalogue {
  return useCatalogue().rooms ?? rooms
}
