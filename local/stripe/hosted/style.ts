/** The one style sheet of the hosted pages; it follows the system's light or dark theme. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f7f6f2; --card: #fff; --ink: #1c2321; --soft: #55605c; --line: #d9d8d0;
  --brand: #1f5c4a; --brand-ink: #fff; --notice: #6b3d00; --notice-ground: #fff3d6; --danger: #9b1c1c; --danger-ground: #fdecec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #141817; --card: #1c2220; --ink: #eceeea; --soft: #a9b3ae; --line: #38413d;
    --brand: #7fd0b3; --brand-ink: #0d1a15; --notice: #ffd98a; --notice-ground: #33280f; --danger: #ffb0b0; --danger-ground: #3a1717;
  }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
.banner { background: var(--notice-ground); color: var(--notice); border-bottom: 1px solid currentColor; padding: .75rem 1rem; text-align: center; }
.banner p { margin: 0; }
main { width: 100%; max-width: 30rem; margin: 2rem auto; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; font-variant-numeric: tabular-nums; }
.merchant { margin: 0; color: var(--soft); }
table { width: 100%; border-collapse: collapse; margin: 0 0 1.25rem; font-variant-numeric: tabular-nums; }
th, td { padding: .6rem 0; text-align: left; vertical-align: top; font-weight: inherit; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-size: .875rem; }
td:last-child, thead th:last-child { text-align: right; padding-left: 1rem; white-space: nowrap; }
tfoot th, tfoot td { font-weight: 600; border-bottom: 0; }
.soft { color: var(--soft); font-size: .875rem; display: block; }
.alert { background: var(--danger-ground); color: var(--danger); border: 1px solid currentColor; border-radius: .5rem; padding: .75rem 1rem; margin-bottom: 1.25rem; }
.alert p { margin: 0; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
input { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: .5rem; }
.error { color: var(--danger); margin: .25rem 0 0; }
form { display: grid; gap: .75rem; }
button, .button { display: block; width: 100%; min-height: 2.75rem; padding: .6rem 1rem; font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; border-radius: .5rem; border: 1px solid var(--soft); background: transparent; color: inherit; }
.primary { background: var(--brand); color: var(--brand-ink); border-color: var(--brand); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
@media (max-width: 32rem) { main { flex: 1; max-width: none; margin: 0; border: 0; border-radius: 0; } }
`

export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#1f5c4a"/><path d="M4 8h8" stroke="#fff" stroke-width="2"/></svg>'
