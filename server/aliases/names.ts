import { randomInt } from 'node:crypto'

const qualities = `amber ancient autumn blue bold brave bright calm careful clear clever cloudy copper coral crimson
  curious distant eager early fearless friendly frosty gentle golden green happy hidden honest humble indigo jolly keen
  kind lively lucky lunar merry misty modest mossy nimble northern odd patient plain proud quick quiet rapid rustic
  scarlet secret silent silver sleepy solar steady stormy sunny swift tidy violet wandering wild`
const animals = `badger bat bear beaver bee bison boar camel cat cicada cobra cougar crab crane cricket crow deer dolphin
  donkey dove duck eagle elk falcon ferret finch fox frog gecko goat goose hare hawk hedgehog heron horse ibis jackal
  jay koala lemur lion lizard llama lynx magpie mole moose moth newt otter owl panda parrot pelican puffin raven robin
  salmon seal swan tiger turtle wolf`

const listed = (words: string) =>
  words.split(/\s+/).map((word) => word[0]!.toUpperCase() + word.slice(1))
const [first, second] = [listed(qualities), listed(animals)]
const oneOf = (words: readonly string[]) => words[randomInt(words.length)]!

/** After this many names that somebody had already, a name gets a number too. */
const WITHOUT_NUMBER = 8

/** A random name of two words. In a crowded room it has a number at its end. All of it is random, so it says nothing about the person. */
export function randomName(earlierTries: number): string {
  const words = `${oneOf(first)} ${oneOf(second)}`
  return earlierTries < WITHOUT_NUMBER ? words : `${words} ${randomInt(2, 10_000)}`
}
