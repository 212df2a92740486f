import { expect, test } from 'vitest'
import { readUserAgent } from './user-agent.ts'

const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Chrome/141.0.0.0 Safari/537.36`,
    'Chrome 141',
    'Windows',
    false,
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
    'Edge 141',
    'Windows',
    false,
  ],
  [
    `Mozilla/5.0 (X11; Linux x86_64) ${chrome} Chrome/138.0.0.0 Safari/537.36 OPR/122.0.0.0`,
    'Opera 122',
    'Linux',
    false,
  ],
  [
    `Mozilla/5.0 (X11; Linux x86_64) ${chrome} HeadlessChrome/140.0.0.0 Safari/537.36`,
    'Chrome 140',
    'Linux',
    false,
  ],
  [
    'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
    'Firefox 143',
    'Linux',
    false,
  ],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple} Version/18.5 Safari/605.1.15`,
    'Safari 18',
    'macOS',
    false,
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${apple} Version/18.5 Mobile/15E148 Safari/604.1`,
    'Safari 18',
    'iOS',
    true,
  ],
  [
    `Mozilla/5.0 (iPad; CPU OS 17_2 like Mac OS X) ${apple} CriOS/139.0.7258.76 Mobile/15E148 Safari/604.1`,
    'Chrome 139',
    'iPadOS',
    true,
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${apple} FxiOS/142.0 Mobile/15E148 Safari/605.1.15`,
    'Firefox 142',
    'iOS',
    true,
  ],
  [
    `Mozilla/5.0 (Linux; Android 15; SM-S931B) ${chrome} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    'Samsung Internet 28',
    'Android',
    true,
  ],
  [
    `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Chrome/140.0.0.0 Mobile Safari/537.36`,
    'Chrome 140',
    'Android',
    true,
  ],
  [
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Chrome/140.0.0.0 Safari/537.36`,
    'Chrome 140',
    'ChromeOS',
    false,
  ],
  ['curl/8.5.0', null, null, false],
  ['', null, null, false],
])('%s', (agent, browser, system, mobile) => {
  expect(readUserAgent(agent)).toEqual({ browser, system, mobile })
})

test('a session without a user agent is shown as a device too', () => {
  expect(readUserAgent(null)).toEqual({ browser: null, system: null, mobile: false })
})
