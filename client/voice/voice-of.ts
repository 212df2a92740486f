import { useMessenger } from '../messenger/context.ts'
import { readSetting, writeSetting } from '../browser/settings.ts'
import type { Messenger } from '../realtime/messenger.ts'
import { openDatabase, type Database } from '../realtime/database/database.ts'
import { createPlayed, type Played } from './played.ts'
import { createPlayer, SPEEDS, type Player } from './player.ts'

/** What all voice messages of one person's page share. */
interface Voice {
  database: Promise<Database>
  played: Played
  player: Player
}

const voices = new WeakMap<Messenger, Voice>()

function createVoice(messenger: Messenger): Voice {
  // An async function, so that a browser without IndexedDB fails later and not here.
  const database = (async () => openDatabase(messenger.getState().me.id))()
  database.catch(() => undefined)
  const played = createPlayed(database)
  const kept = Number(readSetting('voiceSpeed'))
  const player = createPlayer(new Audio(), {
    speed: SPEEDS.find((speed) => speed === kept) ?? 1,
    onSpeed: (speed) => writeSetting('voiceSpeed', String(speed)),
    onPlayed: played.add,
  })
  return { database, played, player }
}

/** It goes with the messenger, so that the next person gets another one. */
export function useVoice(): Voice {
  const messenger = useMessenger()
  const voice = voices.get(messenger) ?? createVoice(messenger)
  voices.set(messenger, voice)
  return voice
}
