import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { insertPeople } from '../../testing/rows.ts'
import { displayName } from '../../wire/people.ts'
import { fold } from '../../wire/words/fold.ts'
import { hasWords, plainWords, searchedName } from '../../wire/words/names.ts'
import { isCalled, namesHaving, typedTerms } from './names.ts'

let database: TestDatabase
let sql: postgres.Sql
beforeAll(async () => {
  database = await openTestDatabase()
  sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

test('the database folds every letter, mark and number of living scripts as the relay does', async () => {
  const signs: string[] = ['й', 'ў', 'ї', 'ё', 'ά', 'か\u3099', 'ẹ̈', 'Σς', 'İI', '👍🏽'].map((sign) =>
    sign.normalize('NFD'),
  )
  for (let code = 0x20; code <= 0x1_fb_ff; code++) {
    if (code > 0xff_ff && code < 0x1_d4_00) continue
    if (code >= 0x34_00 && code <= 0x9f_ff) continue
    if (code >= 0xac_10 && code <= 0xf8_ff) continue
    // The newest capitals, which an older ICU of the database does not know.
    if ((code >= 0xa7_b0 && code <= 0xa7_ff) || (code >= 0x1c_90 && code <= 0x1c_bf)) continue
    if (code === 0x2c_2f) continue
    const sign = String.fromCodePoint(code)
    if (/\P{Cn}/u.test(sign)) signs.push(sign)
  }
  const rows = await sql<{ sign: string; folded: string; assigned: boolean }[]>`
    select sign, private.fold(sign) as folded, unicode_assigned(sign) as assigned
    from unnest(${signs}::text[]) sign`
  const wrong = rows.filter(({ sign, folded, assigned }) => assigned && folded !== fold(sign))
  expect(wrong.map(({ sign, folded }) => [sign.codePointAt(0)!.toString(16), folded])).toEqual([])
})

test('the database takes the same out of a name as the relay does', async () => {
  const names = [
    ...[
      ' Eva\u202e\u2066  M ',
      '👩‍🚀 ❤️‍🔥',
      '1️⃣',
      'می‌خواهم',
      '\u0301',
      '\u0301\u20e3Eva \u0301M',
      '\u200d',
    ],
    ...[
      `Z${'\u0335\u0301'.repeat(30)}o`,
      `ก${'็'.repeat(40)}`,
      `م${'ٌ'.repeat(9)}`,
      'a\n\tb',
      '\u2800',
      'Eva',
    ],
  ]
  const rows = await sql<{ name: string; shown: string | null }[]>`
    select name, private.as_display_name(name) as shown from unnest(${names}::text[]) name`
  expect(rows.map(({ shown }) => shown)).toEqual(
    names.map((name) => displayName.safeParse(name).data ?? null),
  )
})

test.each([
  ["Miles O'Neil", "O'Neil"],
  ["Miles O'Neil", 'oneil'],
  ['Miles O’Neil', "o'ne"],
  ["Anita D'Souza", "D'Souza"],
  ["Anita D'Souza", 'souza'],
  ['(Dev) Otto', '(Dev) Otto'],
  ['(Dev) Otto', 'dev'],
  ['山田 花子', '山田 花子'],
  ['山田 花子', '山田花子'],
  ['山田花子', '花子'],
  ['山田花子', '山田 花子'],
  ['林', '林'],
  ['Nguyễn Thị Đào', 'nguyen dao'],
  ['Łucja', 'lucja'],
  ['Åse Bjørn', 'bjorn ase'],
  ['İlker Işık', 'ilker isik'],
  ['Jean-Luc Picard', 'jeanluc'],
  ['Jean-Luc Picard', 'luc'],
  ['Анна·Ёлкина', 'елкина'],
  ['김철수', '김철'],
  ['محمد أحمد', 'احمد'],
  ['ＦＵＬＬ　Ｗｉｄｔｈ', 'width'],
  ['Zoë_Quinn', 'quinn'],
  ['ann/ops', 'ops'],
  ['สมชาย ใจดี', 'ใจดี'],
  ['สมชาย ใจดี', 'สมชายใจดี'],
  ['สมศรี ใจดี', 'สมศรีใจดี'],
  ['สมชายใจดี', 'สมชาย ใจดี'],
  ['김 철수', '김철수'],
  ['김철수', '김 철수'],
  ['김철수', '철수'],
  ['山田・花子', '山田花子'],
  ['中田 Ken', '田'],
  ['ကျော် ကျော်', 'ကျော်ကျော်'],
  ['مُحَمَّد عَلِيّ', 'محمد علي'],
  ['צ׳ארלי לוי', "צ'ארלי"],
  ['שִׁירָה כֹּהֵן', 'שירה כהן'],
  ['תל־אביב', 'תלאביב'],
  ['Nguyễn Văn'.normalize('NFD'), 'nguyễn văn'.normalize('NFC')],
  ['Großmann', 'GROSSMANN'],
  ['Γιώργος', 'ΓΙΩΡΓΟΣ'],
  ["O'Neil", 'O´Neil'],
  ["O'Neil", 'O`Neil'],
  ['O′Neil', 'oneil'],
  ['Oneil', 'O’Neil'],
  ['ʻAbd al–Rahman', 'abd alrahman'],
  ['J. R. R. Tolkien', 'jrr tolkien'],
  ['JRR Tolkien', 'J.R.R. Tolkien'],
  ['J.R.R. Tolkien', 'j r r'],
  ['Anna🌸', '🌸'],
  ['Ada Lovelace', 'lovelace ada'],
  ['Anna van der Berg', 'vanderberg'],
  ['Anna van der Berg', 'VanDer'],
  ['Anna van der Berg', 'vander berg anna'],
  ['Vanderberg', 'van der berg'],
  ['Anna Vanderberg', 'anna van der berg'],
  ['Jean Luc', 'jeanluc'],
  ['Jean-Luc', 'jean luc'],
  ['Jeanluc', 'jean-luc'],
  ["O'Neil", 'o neil'],
  ['O Neil', 'oneil'],
  ['Oneil', 'o neil'],
  ["D' Angelo", 'dangelo'],
  ['한국 사람', '한국사람'],
  ['한국사람', '한국 사람'],
  ['عبد الله', 'عبدالله'],
  ['عبدالله', 'عبد الله'],
  ['محمد عبد الله', 'عبدالله محمد'],
  ['תל אביב', 'תלאביב'],
  ['中田 Ken', '中田ken'],
  ['Нью Йорк', 'ньюйорк'],
  ['a '.repeat(30) + 'Otto', 'otto'],
])('%s is found by %s', async (name, typed) => {
  const [id] = await insertPeople(sql, 1)
  await sql`update profiles set display_name = ${name} where id = ${id!}`
  const [listed] = await sql`
    select ${namesHaving(sql, typed)(sql`${name}::text`)} as found, private.searched_name(${name}) as text`
  expect(hasWords(name, plainWords(typed))).toBe(true)
  expect(listed).toEqual({ found: true, text: searchedName(name) })
  const found = (words: string) => {
    const { written, joined } = typedTerms(words)!
    return sql`
      select from profiles p where p.id = ${id!} and ${isCalled(sql, 'p', [...written, ...joined])}`
  }
  expect(await found(typed)).toHaveLength(1)
  expect(await found(`${typed} zz`)).toHaveLength(0)
})

test('the search of people uses its index', async () => {
  await sql`set enable_seqscan = off`
  const plan = await sql`explain select from profiles p where ${isCalled(sql, 'p', [['ada']])}`
  expect(JSON.stringify(plan)).toContain('profiles_name_terms_idx')
})
