import { expect, test } from 'vitest'
import { fold } from './fold.ts'

test.each([
  ['Straße', 'STRASSE'],
  ['Łódź', 'lodz'],
  ['Ærø Œuvre Þór', 'aero oeuvre thor'],
  ['Nguyễn Đình', 'nguyen dinh'],
  ['İstanbul ISPARTA ışık', 'istanbul isparta isik'],
  ['ΟΔΥΣΣΕΥΣ', 'οδυσσεύς'],
  ['ﬁne Ｆｕｌｌ　ｗｉｄｔｈ ｶﾞ x²', 'fine full width ガ x2'],
  ['كِتَابٌ أَحْمَد', 'كتاب احمد'],
  ['کتاب ۱۲۳', 'كتاب ١٢٣'],
  ['کتاب‌ها', 'كتابها'],
  ['שָׁלוֹם', 'שלום'],
  ['Ёлка', 'елка'],
  ['한국어', '한국어'.normalize('NFD')],
  ['👍🏽 ❤️', '👍 ❤'],
  ['so\u00adft\u2060', 'soft'],
])('%j is %j', (one, other) => expect(fold(one)).toBe(fold(other)))

test.each([
  ['мой', 'мои'],
  ['їжак', 'іжак'],
  ['かき', 'かぎ'],
  ['कि', 'की'],
  ['ปา', 'ป่า'],
  ['a\u200bb', 'ab'],
])('%j is not %j, because these letters differ', (one, other) =>
  expect(fold(one)).not.toBe(fold(other)),
)

test('a fold folds to itself, for every character that is no Chinese or Korean one', () => {
  const changed: string[] = []
  for (let code = 0; code <= 0x1_ff_ff; code++) {
    if ((code >= 0x34_00 && code <= 0x9f_ff) || (code >= 0xac_00 && code <= 0xdf_ff)) continue
    const once = fold(String.fromCodePoint(code))
    if (fold(once) !== once) changed.push(code.toString(16))
  }
  expect(changed).toEqual([])
})
