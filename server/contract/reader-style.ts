/** The style of the reader's page, with the colours of the app. The page loads nothing else. */
export const readerStyle = `
:root { color-scheme: light dark; --bg: #ffffff; --surface: #f6f7f8; --line: #dfe3e6; --text: #14181b; --muted: #59636b;
  --accent: #0b7a5b; --focus: #0b6bcb }
@media (prefers-color-scheme: dark) {
  :root { --bg: #0f1214; --surface: #171b1e; --line: #2b3237; --text: #ecf0f2; --muted: #9ba7af; --accent: #3ecf9a;
    --focus: #7ab8ff }
}
* { box-sizing: border-box }
html { scroll-padding-top: 16px }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/22px 'Inter Variable', system-ui, sans-serif }
a { color: var(--accent) }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px }
nav { padding: 24px 16px; background: var(--surface); font-size: 13px; line-height: 18px }
nav h2 { font-size: 12px; line-height: 16px; font-weight: 650; color: var(--muted); margin: 16px 0 4px }
nav ul { list-style: none; margin: 0; padding: 0 }
nav a { display: block; padding: 7px 8px; border-radius: 6px; color: inherit; text-decoration: none;
  overflow-wrap: anywhere }
nav a:hover { background: var(--line) }
nav summary { padding: 8px; cursor: pointer; font-weight: 650 }
main { padding: 24px 16px; min-width: 0; max-width: 960px }
h1 { font-size: 28px; line-height: 36px; margin: 0 0 8px; font-weight: 650 }
main h2 { font-size: 20px; line-height: 28px; margin: 48px 0 8px; font-weight: 650 }
h3 { font-size: 17px; line-height: 24px; margin: 0; font-weight: 500; overflow-wrap: anywhere }
h4 { font-size: 13px; line-height: 18px; margin: 12px 0 4px; font-weight: 650; color: var(--muted) }
p { margin: 4px 0; max-width: 72ch }
article { border-top: 1px solid var(--line); padding: 16px 0 }
b { font: 650 12px/16px ui-monospace, monospace; color: var(--accent); margin-inline-end: 8px }
code, pre { font: 13px/20px ui-monospace, monospace }
pre { margin: 0; padding: 12px; background: var(--surface); border-radius: 10px; overflow-x: auto }
pre i { color: var(--muted) }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 18px }
td, th { text-align: start; padding: 6px 12px 6px 0; vertical-align: top; border-top: 1px solid var(--line);
  overflow-wrap: anywhere }
td:first-child { white-space: nowrap }
th { color: var(--muted); font-weight: 500; border-top: 0 }
@media (min-width: 960px) {
  .columns { display: grid; grid-template-columns: 320px minmax(0, 1fr) }
  nav { position: sticky; top: 0; height: 100vh; overflow-y: auto }
  main { padding: 32px 48px }
}
@media (max-width: 959px) { td:first-child { white-space: normal } }
`
