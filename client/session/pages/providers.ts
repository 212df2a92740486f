/** Names of companies, which are the same in every language. */
const names: Readonly<Record<string, string>> = {
  azure: 'Microsoft',
  bitbucket: 'Bitbucket',
  figma: 'Figma',
  fly: 'Fly.io',
  github: 'GitHub',
  gitlab: 'GitLab',
  linkedin: 'LinkedIn',
  linkedin_oidc: 'LinkedIn',
  slack: 'Slack',
  slack_oidc: 'Slack',
  twitter: 'X (Twitter)',
  x: 'X (Twitter)',
  workos: 'WorkOS',
}

/** How people call a provider that Supabase names so. A provider of tomorrow keeps Supabase's name. */
export const nameOfProvider = (provider: string): string =>
  names[provider] ?? provider.charAt(0).toUpperCase() + provider.slice(1).replaceAll('_', ' ')
