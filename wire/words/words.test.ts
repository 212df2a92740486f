import { expect, test } from 'vitest'
import { fold } from './fold.ts'
import { hasTerms, matchesIn, termsOf, typedTerms } from './words.ts'

const finds = (text: string, typed: string) => hasTerms(text, typedTerms(typed))
const marked = (text: string, typed: string) =>
  matchesIn(text, typedTerms(typed)).map(({ from, to }) => text.slice(from, to))

const WORDS =
  `Straße İstanbul ışık ΟΔΥΣΣΕΥΣ οδυσσεύς كِتَاب كتاب שָׁלוֹם हिन्दी किताब 한국어 친구가 Ｆｕｌｌ ﬁne x² Ёлка мой
  їжак Nguyễn Łucja Ærø 👍🏽 👩‍👩‍👧 🇩🇪 ❤️ 1️⃣ C++ C# F# €50 $5 50% £ ₿ a_b snake_case rapport-2026.pdf ada.l+x@example.com
  https://example.org/a?b=c#d 山田花子 昨日の計画 研究生命起源 カタカナ ｶﾀｶﾅ ผมไปตลาด ภาษาไทย ພາສາລາວ ភាសាខ្មែរ မြန်မာစာ 中 の € x 5
  O'Neil D’Souza l'avion e-mail צה״ל می‌خواهم ٢٠٢٦ 3.14 12:30 #tag @ada ½ № ㎉ ﷺ ½x ABC中文def தமிழ் ಕನ್ನಡ ქართული Հայերեն
  ትግርኛ ᏣᎳᎩ བོད་སྐད ᠮᠣᠩᠭᠣᠯ \u{1D400}\u{1D401} \u{20BB7}野家`
    .split(/\s+/u)
    .concat('ab'.repeat(5_000), '字'.repeat(5_000), 'é'.repeat(5_000))
const BETWEEN = [
  ' ',
  '\n',
  ', ',
  '。',
  '、',
  '・',
  '، ',
  ' — ',
  '\u3000',
  '/',
  '።',
  '।',
  ' “',
  '\u200b',
  '…',
]

/** The same numbers in each run. */
function* dice(seed: number): Generator<number, never> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

test('each word of any text finds it and is marked, in any case and form', () => {
  const rolls = dice(7)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(rolls.next().value * all.length)]!
  for (let round = 0; round < 150; round++) {
    const words = Array.from({ length: 1 + (round % 6) }, () => pick(WORDS))
    const text = words.map((word) => word + pick(BETWEEN)).join('')
    for (const word of words) {
      const change = pick<(text: string) => string>([
        (same) => same,
        (one) => one.normalize('NFD'),
        (one) => one.normalize('NFC'),
        (one) => one.toUpperCase(),
        (one) => one.toLowerCase(),
        fold,
      ])
      const typed = change(word).slice(0, 300)
      expect(finds(text, typed), JSON.stringify([text.slice(0, 200), typed])).toBe(true)
      expect(marked(text, typed).join(''), typed).not.toBe('')
    }
    expect(matchesIn(text, typedTerms(words[0]!)).every(({ from, to }) => from < to)).toBe(true)
  }
})

test('the fold of a text is the fold of its pieces, so that marks stand in the right place', () => {
  for (const word of WORDS) {
    for (const text of [word, word.normalize('NFD'), word.toUpperCase()]) {
      if (typedTerms(text.slice(0, 100)).length === 0) continue
      const parts = matchesIn(text, typedTerms(text)).map(({ from, to }) => text.slice(from, to))
      for (const part of parts) expect(fold(text)).toContain(fold(part))
    }
  }
})

test.each([
  ['研究生命起源', '生命'],
  ['東京都庁に行く', '京都'],
  ['山田花子です', '花子'],
  ['ผมไปตลาด', 'ตลาด'],
  ['The planet', 'plan'],
  ["Miles O'Brien", 'obrien'],
  ["Miles O'Brien", 'brien'],
  ['well-known', 'wellknown'],
  ['Das ist C++.', 'c++'],
  ['for €50 only', '50'],
  ['🎉🎉 party', '🎉'],
  ['a_b', 'b'],
  ['한국어를', '한국'],
  ['see example.com/jobs', 'jobs'],
  ['山田 花子です', '山田花子'],
  ['山田・花子です', '山田花子'],
  ['山田花子です', '山田 花子'],
  ['สมศรี ใจดี', 'สมศรีใจดี'],
  ['한국 사람을', '한국사람'],
  ['한국의 사람들이', '한국 사람'],
  ['한국사람입니다', '한국 사람'],
  ['한국 사람입니다', '한국사람'],
  ['대한민국 국민', '민국국민'],
  ['한국사람', '사람'],
  ['한국어를', '한국ㅇ'],
  ['친구가 왔어', '친구가 와'],
  ['ㅋㅋㅋ하하하', 'ㅋㅋ하하'],
  ['韓國사람', '사람'],
  ['צ׳ארלי', "צ'ארלי"],
  ["l'été", 'l`ete'],
  ['al–Rahman', 'alrahman'],
])('%j is found by %j', (text, typed) => {
  expect(finds(text, typed)).toBe(true)
  expect(matchesIn(text, typedTerms(typed))).not.toEqual([])
})

test.each([
  ['昨日の計画', '計日'],
  ['昨日。計画', '日計'],
  ['the plan', 'theplan'],
  ['C and #', 'C#'],
  ['C is old', 'C++'],
  ['The planet', 'net'],
  ['plan today', 'plan to day'],
  ['🇩🇰 🇪🇸', '🇩🇪'],
  ['мои', 'мой'],
  ['anything', '... ?!'],
])('%j is not found by %j', (text, typed) => expect(finds(text, typed)).toBe(false))

test.each([
  ['Mein Résumé', 'resume', ['Résumé']],
  ['昨日の計画を', '計画を', ['計画を']],
  ['の計画の', 'の', ['の', 'の']],
  ['in C++ or C#', 'c++', ['C++', 'C']],
  ['O’Neil', 'oneil', ['O’Neil']],
  ['die Straße', 'strass', ['Straße']],
  ['山田 花子', '山田花子', ['山田 花子']],
  ['山田 花子', '田', ['田']],
  ['한국 사람', '한국사람', ['한국 사람']],
  ['한국사람', '한국 사람', ['한국사람']],
  ['한국사람을', '사라', ['사람']],
])('of %j, %j marks %j', (text, typed, expected) => expect(marked(text, typed)).toEqual(expected))

test('a term is short enough for the database, and its number grows with the text only', () => {
  for (const text of [
    'a'.repeat(10_000),
    '㎉'.repeat(4_000),
    '𝐀'.repeat(4_000),
    "o'".repeat(5_000),
  ]) {
    for (const term of termsOf(text)) expect(Buffer.byteLength(term)).toBeLessThan(1_500)
    expect(termsOf(text).length).toBeLessThan(20_000)
  }
})

test('a text of ASCII has the same terms and matches as beside a word of another script', () => {
  const rolls = dice(11)
  const sign = () => String.fromCharCode(32 + Math.floor(rolls.next().value * 95))
  for (let round = 0; round < 2_000; round++) {
    const text = Array.from({ length: 1 + (round % 40) }, sign).join('')
    const beside = `${text} ж`
    expect(termsOf(beside), text).toEqual([...termsOf(text), 'ж'])
    const typed = text.slice(0, 1 + (round % 7))
    expect(matchesIn(beside, typedTerms(typed)), text).toEqual(matchesIn(text, typedTerms(typed)))
  }
})
