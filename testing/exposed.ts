/** The defaults of hosted projects: the Data API gets every new table, sequence and function of `public`. */
export const EXPOSE = ['tables', 'sequences', 'functions']
  .map(
    (kind) => `alter default privileges for role postgres in schema public
      grant all on ${kind} to postgres, anon, authenticated, service_role;`,
  )
  .join('\n')
