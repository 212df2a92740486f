import type { LanguageFn } from 'highlight.js'

type Load = () => Promise<{ default: LanguageFn }>

/** The grammars. Each is a file of its own, which a reader of such code fetches once. */
export const grammars: Readonly<Record<string, Load>> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  c: () => import('highlight.js/lib/languages/c'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  csharp: () => import('highlight.js/lib/languages/csharp'),
  css: () => import('highlight.js/lib/languages/css'),
  diff: () => import('highlight.js/lib/languages/diff'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  go: () => import('highlight.js/lib/languages/go'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  kotlin: () => import('highlight.js/lib/languages/kotlin'),
  lua: () => import('highlight.js/lib/languages/lua'),
  makefile: () => import('highlight.js/lib/languages/makefile'),
  php: () => import('highlight.js/lib/languages/php'),
  powershell: () => import('highlight.js/lib/languages/powershell'),
  python: () => import('highlight.js/lib/languages/python'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  rust: () => import('highlight.js/lib/languages/rust'),
  sql: () => import('highlight.js/lib/languages/sql'),
  swift: () => import('highlight.js/lib/languages/swift'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
}

/** Other names that people write behind the fence. */
const aliases: Readonly<Record<string, string>> = {
  ...{ sh: 'bash', shell: 'bash', zsh: 'bash', console: 'bash', h: 'c', 'c++': 'cpp', hpp: 'cpp' },
  ...{ cs: 'csharp', 'c#': 'csharp', scss: 'css', patch: 'diff', docker: 'dockerfile' },
  ...{ golang: 'go', toml: 'ini', js: 'javascript', jsx: 'javascript', mjs: 'javascript' },
  ...{ jsonc: 'json', kt: 'kotlin', make: 'makefile', ps1: 'powershell', py: 'python' },
  ...{ rb: 'ruby', rs: 'rust', postgres: 'sql', postgresql: 'sql', pgsql: 'sql' },
  ...{ ts: 'typescript', tsx: 'typescript', html: 'xml', svg: 'xml', vue: 'xml', yml: 'yaml' },
}

/** The name of the grammar for a language as a person wrote it. Undefined: there is none. */
export function grammarOf(language: string): string | undefined {
  const name = Object.hasOwn(aliases, language) ? aliases[language]! : language
  return Object.hasOwn(grammars, name) ? name : undefined
}
