// No other code here: the page loads this with its first code.

/** Letters and marks of Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese. Names in them have a space or none. */
export const SOLID =
  '[\\u0E01-\\u0E3A\\u0E40-\\u0E4E\\u0E81-\\u0EDF\\u1000-\\u109F\\u1100-\\u11FF\\u1780-\\u17D3\\u3005-\\u3007\\u3041-\\u30FF' +
  '\\u3105-\\u312F\\u3400-\\u9FFF\\uA960-\\uA97C\\uD7B0-\\uD7FB\\u{20000}-\\u{3FFFF}]'

/** Each letter of these scripts may begin a word. */
export const BEGINS_SOLID = new RegExp(`^${SOLID}`, 'u')
