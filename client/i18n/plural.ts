type Forms = Partial<Record<Intl.LDMLPluralRule, (count: number) => string>> & {
  other: (count: number) => string
}

/** Chooses between the plural forms of a language. A form that the language does not use may be missing. */
export function pluralOf(language: string) {
  const rules = new Intl.PluralRules(language)
  return (count: number, forms: Forms): string => (forms[rules.select(count)] ?? forms.other)(count)
}
