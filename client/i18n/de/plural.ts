const rules = new Intl.PluralRules('de')

interface Forms {
  one: (count: number) => string
  other: (count: number) => string
}

/** Chooses the German plural form. */
export function plural(count: number, forms: Forms): string {
  return rules.select(count) === 'one' ? forms.one(count) : forms.other(count)
}
