const rules = new Intl.PluralRules('en')

interface Forms {
  one: (count: number) => string
  other: (count: number) => string
}

/** Picks the English plural form. A language with more forms brings its own rules with its catalogue. */
export function plural(count: number, forms: Forms): string {
  return rules.select(count) === 'one' ? forms.one(count) : forms.other(count)
}
