import { expect, test } from 'vitest'
import { faultOf, recordedType } from './microphone.ts'

test('AAC comes first, because every browser plays it', () => {
  const types = (...known: string[]) => recordedType((type) => known.includes(type))
  const [aac, opus] = ['audio/mp4;codecs=mp4a.40.2', 'audio/webm;codecs=opus']
  expect(types(opus, aac, 'audio/mp4')).toBe(aac)
  expect(types('audio/mp4', opus)).toBe(opus)
  expect(types()).toBeUndefined()
})

test.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'no_microphone'],
  ['NotReadableError', 'taken'],
  ['TypeError', 'unable'],
])('the fault %s is told as %s', (name, fault) => {
  expect(faultOf(Object.assign(new Error('no'), { name }))).toBe(fault)
})
