/** What a message has open. */
export type Popup = 'menu' | 'react' | 'readers' | 'remove'
