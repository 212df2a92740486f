/** The menu, dialog or popover that a message has open. */
export type Popup = 'menu' | 'react' | 'reactors' | 'readers' | 'report' | 'remove' | 'waiting'
