// The look of the page, in light and dark, on a desk and on a telephone.

export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --edge: #e3e6eb; --text: #16191f; --soft: #5c6470; --grid: #e9ecf0;
  --accepted: #2f6fd0; --queued: #e39a1f; --refused: #cf3a46; --arrivals: #16191f; --queue: #e39a1f;
  --typical: #2f6fd0; --worst: #9aa6b8; --limit: #7d8794; --good: #1c7c4a; --bad: #b8303c;
  --good-back: #e4f4ea; --bad-back: #fbe9ea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101318; --card: #181c23; --edge: #2a303a; --text: #e8ebf0; --soft: #9aa3b0; --grid: #262c35;
    --accepted: #5b9bf5; --queued: #f0b64d; --refused: #f0737c; --arrivals: #e8ebf0; --queue: #f0b64d;
    --typical: #5b9bf5; --worst: #66707f; --limit: #8a94a3; --good: #6fcf97; --bad: #ff8f96;
    --good-back: #163024; --bad-back: #3a1d21;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.55 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 64px; }
h1 { font-size: 28px; line-height: 1.2; letter-spacing: -0.015em; margin: 0 0 6px; }
h2 { font-size: 16px; margin: 0 0 2px; }
p { margin: 0 0 10px; max-width: 76ch; }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
header { display: flex; flex-wrap: wrap; gap: 12px 24px; align-items: flex-start; justify-content: space-between; margin-bottom: 24px; }
.badge { border-radius: 999px; padding: 5px 14px; font-weight: 600; font-size: 14px; white-space: nowrap; }
.good { color: var(--good); } .bad { color: var(--bad); }
.badge.good { background: var(--good-back); } .badge.bad { background: var(--bad-back); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-bottom: 16px; }
.card { background: var(--card); border: 1px solid var(--edge); border-radius: 12px; padding: 18px 20px; margin: 0 0 16px; }
.tiles .card { margin: 0; padding: 14px 16px; }
.tile-value { font-size: 24px; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; display: block; }
.tile-label { color: var(--soft); font-size: 13px; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--soft); font-size: 13px; margin: 0 0 6px; padding: 0; list-style: none; }
.legend i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px; vertical-align: -1px; }
.legend i.of-line { height: 3px; vertical-align: 3px; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: var(--soft); font-variant-numeric: tabular-nums; }
.narrow { display: none; }
.grid { stroke: var(--grid); }
.limit { stroke: var(--limit); stroke-dasharray: 5 4; }
svg .limit-label { fill: var(--limit); paint-order: stroke; stroke: var(--card); stroke-width: 4px; }
.line { fill: none; stroke-width: 1.75; stroke-linejoin: round; }
.area { stroke: none; fill-opacity: 0.85; }
${['arrivals', 'accepted', 'queued', 'refused', 'queue', 'typical', 'worst']
  .map(
    (tone) =>
      `.line.${tone} { stroke: var(--${tone}); } .area.${tone} { fill: var(--${tone}); } i.${tone} { background: var(--${tone}); }`,
  )
  .join('\n')}
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { font-weight: 500; color: var(--soft); font-size: 13px; text-align: right; }
th, td { padding: 7px 0 7px 14px; border-bottom: 1px solid var(--grid); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; white-space: normal; }
tr:last-child td { border-bottom: 0; }
.mark { width: 1.8em; padding-left: 6px; }
.unit { color: var(--soft); font-size: 13px; }
ul { margin: 6px 0 0; padding-left: 20px; } li { margin-bottom: 4px; max-width: 76ch; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 8px 0 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 640px) {
  main { padding: 24px 14px 40px; }
  h1 { font-size: 23px; }
  .card { padding: 14px; border-radius: 10px; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 10px; }
  .tile-value { font-size: 20px; }
  .wide { display: none; } .narrow { display: block; }
  th, td { padding: 7px 0 7px 8px; }
  td { font-size: 14px; } .unit { font-size: 11px; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; }
}
@media print { .card { break-inside: avoid; } }
`;
