// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import { createPlayer, type Speed, type Track } from './player.ts'

/** An `<audio>` that loads and plays when the test says so. */
class FakeSound extends EventTarget {
  src = ''
  currentTime = 0
  playbackRate = 1
  defaultPlaybackRate = 1
  readyState = 0
  paused = true
  refusal: string | null = null
  async play() {
    if (this.refusal !== null) throw Object.assign(new Error('no'), { name: this.refusal })
    this.paused = false
  }
  pause() {
    this.paused = true
  }
  load() {
    this.readyState = 1
    this.dispatchEvent(new Event('loadedmetadata'))
    this.dispatchEvent(new Event('playing'))
  }
  at(seconds: number) {
    this.currentTime = seconds
    this.dispatchEvent(new Event('timeupdate'))
  }
  end() {
    this.readyState = 0
    this.dispatchEvent(new Event('ended'))
  }
}

const places = Array.from({ length: 4 }, () => document.createElement('div'))
const page = document.createElement('main')
page.append(...places)

const track = (id: string, place: number, group = 'c1'): Track => ({
  id,
  file: id,
  group,
  element: places[place]!,
  src: `/${id}`,
  durationMs: 10_000,
})

let sound: FakeSound
let player: ReturnType<typeof createPlayer>
const played = vi.fn<(id: string) => void>()
const chosen = vi.fn<(speed: Speed) => void>()
beforeEach(() => {
  vi.clearAllMocks()
  sound = new FakeSound()
  player = createPlayer(sound, {
    speed: 1,
    onSpeed: chosen,
    onPlayed: played,
  })
})

test('one recording plays at a time, and each goes on where it was left', () => {
  player.add(track('a', 1))
  player.add(track('b', 2))
  player.play('a')
  expect(player.getView()).toMatchObject({ id: 'a', state: 'loading' })
  sound.load()
  sound.at(4)
  player.play('b')
  expect([sound.src, sound.paused, player.getView().positionMs]).toEqual(['/b', false, 0])
  sound.load()
  player.play('a')
  sound.load()
  expect([player.getView().positionMs, sound.currentTime]).toEqual([4_000, 4])
  expect(played.mock.calls.flat()).toEqual(['a', 'b', 'a'])
})

test('the next voice message of the same conversation follows, and the last one ends', () => {
  player.add(track('c', 3))
  player.add(track('a', 1))
  player.add(track('elsewhere', 2, 'c2'))
  player.play('a')
  sound.load()
  sound.end()
  expect([player.getView().id, sound.src]).toEqual(['c', '/c'])
  sound.load()
  sound.end()
  expect(player.getView()).toMatchObject({ id: 'c', state: 'stopped', positionMs: 0 })
})

test('a place is chosen before the file is loaded, and stays within the recording', () => {
  player.add(track('a', 1))
  player.seek('a', 99_000)
  expect(player.positionOf('a')).toBe(10_000)
  player.seek('a', 6_000)
  player.play('a')
  sound.load()
  expect(sound.currentTime).toBe(6)
  player.seek('a', 2_000)
  expect([sound.currentTime, player.getView().positionMs]).toEqual([2, 2_000])
})

test('the speed stays from recording to recording', () => {
  player.add(track('a', 1))
  player.setSpeed(1.5)
  player.play('a')
  expect([sound.playbackRate, sound.defaultPlaybackRate]).toEqual([1.5, 1.5])
  expect(chosen).toHaveBeenCalledWith(1.5)
})

test('a file that cannot be played says so, and is loaded anew by the next try', async () => {
  player.add(track('a', 1))
  sound.refusal = 'NotSupportedError'
  player.play('a')
  await vi.waitFor(() => expect(player.getView().state).toBe('failed'))
  sound.refusal = null
  sound.src = ''
  player.play('a')
  expect(sound.src).toBe('/a')
})

test('a browser that wants a click first is silent and shows no failure', async () => {
  player.add(track('a', 1))
  sound.refusal = 'NotAllowedError'
  player.play('a')
  await vi.waitFor(() => expect(player.getView().state).toBe('stopped'))
})

test('a message that leaves the page stops', () => {
  const remove = player.add(track('a', 1))
  player.play('a')
  sound.load()
  remove()
  expect([sound.paused, player.getView().id]).toEqual([true, null])
})

test('a file that is shown twice is played where it was pressed, and is marked once', async () => {
  const away = player.add({ ...track('listed', 3, 'listed'), file: 'one' })
  player.add(track('one', 0))
  player.play('listed')
  sound.load()
  expect([player.getView().id, played.mock.calls]).toEqual(['listed', [['one']]])
  away()
  expect(player.getView()).toMatchObject({ id: null, state: 'stopped' })
  player.play('one')
  sound.load()
  expect(player.getView()).toMatchObject({ id: 'one', state: 'playing' })
})
