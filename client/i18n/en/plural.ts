const rules = new Intl.PluralRules('en')

interface Forms {
  one: (count: number) => string
  other: (count: number) => string
}

/** Chooses the English plural form. A language with more forms brings its own rules. */
export function plural(count: number, forms: Forms): string {
  return rules.select(count) === 'one' ? forms.one(count) : forms.other(count)
}
