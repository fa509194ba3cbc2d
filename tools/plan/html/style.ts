// How the page looks, in light and dark, on a phone and on a wide screen.

export const STYLE = `
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --ink: #1b2430; --soft: #5b6778; --line: #e2e6ec; --track: #e9edf2;
  --fine: #2f9e6e; --near: #d98a1b; --over: #d43d51; --accent: #3b6fe0;
  --c0: #3b6fe0; --c1: #22a3a3; --c2: #7bbf4c; --c3: #e0a82e; --c4: #e0703b; --c5: #c04f9d; --c6: #7d5fd3; --c7: #4c8fb8; --c8: #8c97a6; --c9: #c4ccd6;
  --c10: #2f6f4f; --c11: #a3502f; --c12: #5a7d2a; --c13: #b0406a; --c14: #3f8f9f; --c15: #8a6d3b; --c16: #6f4aa0; --c17: #d0698f; --c18: #557799; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12161c; --card: #1a2029; --ink: #e6ebf2; --soft: #97a3b4; --line: #2a323e; --track: #28303b;
    --fine: #46c48e; --near: #eeb04f; --over: #ff6b7d; --accent: #7aa2ff;
    --c0: #7aa2ff; --c1: #4fcaca; --c2: #9bdc6d; --c3: #f2c55c; --c4: #f2935f; --c5: #e07fc3; --c6: #a78bf2; --c7: #77b6dc; --c8: #7f8b9c; --c9: #4b5665;
    --c10: #6fc79a; --c11: #dd8f6f; --c12: #a5c96b; --c13: #ea86ab; --c14: #7fd0df; --c15: #cbb07f; --c16: #b795ea; --c17: #f0a6c3; --c18: #93b4d6; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 28px 20px 60px; }
h1 { margin: 0 0 2px; font-size: 28px; letter-spacing: -0.01em; } h2 { margin: 0 0 12px; font-size: 18px; }
p { margin: 0 0 10px; } .soft, small { color: var(--soft); } code { font-size: 13px; overflow-wrap: anywhere; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 20px; margin-top: 18px; }
.verdict { display: flex; gap: 14px; align-items: flex-start; border-left: 5px solid var(--accent); } .verdict p { margin: 0; font-size: 17px; }
.badge { flex: none; padding: 3px 11px; border-radius: 99px; font-weight: 600; font-size: 13px; color: var(--card); background: var(--accent); }
.verdict.plain { border-color: var(--fine); } .verdict.plain .badge { background: var(--fine); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-top: 18px; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 14px 16px; } .tile b { display: block; font-size: 21px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 18px; } .two > section { min-width: 0; }
svg.use, svg.grow { display: block; width: 100%; height: 14px; } svg .track { fill: var(--track); } svg.use .limit { fill: var(--soft); }
.fine .fill { fill: var(--fine); } .near .fill { fill: var(--near); } .over .fill { fill: var(--over); }
svg.grow .fill { fill: var(--fine); opacity: .35; } svg.grow .end { fill: var(--ink); } svg.grow .tick { fill: var(--card); }
svg.grow.quota .fill { fill: var(--near); } svg.grow.wall .fill { fill: var(--over); }
.rows { display: grid; gap: 9px; } .row { display: grid; grid-template-columns: 250px minmax(0, 1fr) 68px 216px; gap: 4px 12px; align-items: center; }
.row .name { font-weight: 500; } .row .percent { text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; } .row .use-text { color: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; }
.row .percent.over { color: var(--over); } .tag { font-size: 11px; color: var(--soft); border: 1px solid var(--line); border-radius: 5px; padding: 0 5px; margin-left: 5px; white-space: nowrap; font-weight: 400; }
.group { margin: 14px 0 8px; font-size: 12px; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); }
.row.grow { grid-template-columns: 250px minmax(0, 1fr) 120px; } .axis i { font-style: normal; } .axis span { display: flex; justify-content: space-between; color: var(--soft); font-size: 12px; grid-column: 2; } .tag.bad { color: var(--over); border-color: var(--over); } .tag.good { color: var(--fine); border-color: var(--fine); }
svg.stack { display: block; width: 100%; height: 26px; border-radius: 6px; } .legend { display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 10px 0 14px; font-size: 13px; } .legend i { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 5px; }
svg .c0 { fill: var(--c0); } svg .c1 { fill: var(--c1); } svg .c2 { fill: var(--c2); } svg .c3 { fill: var(--c3); } svg .c4 { fill: var(--c4); } svg .c5 { fill: var(--c5); } svg .c6 { fill: var(--c6); } svg .c7 { fill: var(--c7); } svg .c8 { fill: var(--c8); } svg .c9 { fill: var(--c9); } svg .c10 { fill: var(--c10); } svg .c11 { fill: var(--c11); } svg .c12 { fill: var(--c12); } svg .c13 { fill: var(--c13); } svg .c14 { fill: var(--c14); } svg .c15 { fill: var(--c15); } svg .c16 { fill: var(--c16); } svg .c17 { fill: var(--c17); } svg .c18 { fill: var(--c18); }
svg.columns { display: block; width: 100%; max-width: 430px; margin: 0 auto; } svg.columns text { fill: var(--ink); text-anchor: middle; font: 13px system-ui, sans-serif; } svg.columns .label { fill: var(--soft); } svg.columns .value { font-weight: 600; } svg.columns .column { fill: var(--accent); } svg.columns .base { stroke: var(--line); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 14px; } th, td { text-align: left; padding: 6px 10px 6px 0; border-top: 1px solid var(--line); vertical-align: top; } thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: 13px; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } tr.total td { font-weight: 600; }
ul, ol { margin: 0; padding-left: 20px; } li { margin: 4px 0; } details summary { cursor: pointer; font-weight: 600; font-size: 18px; }
footer { margin-top: 26px; color: var(--soft); font-size: 13px; }
/* In a narrow place, the bar of a row gets a line of its own. */
.two .row, .two .row.grow { grid-template-columns: minmax(0, 1fr) auto; } .two .row > svg { grid-column: 1 / -1; grid-row: 2; } .two .row .name { grid-row: 1; } .two .row .use-text { grid-column: 1 / -1; } .two .row.grow .use-text { grid-column: 2; grid-row: 1; }
.two .rows { gap: 14px; } .two .rows > small { margin-top: -10px; }
@media (max-width: 760px) {
  main { padding: 18px 12px 40px; } section { padding: 16px 14px; border-radius: 12px; } .two { grid-template-columns: minmax(0, 1fr); gap: 0; } .verdict { flex-direction: column; gap: 8px; }
  .tiles { grid-template-columns: 1fr 1fr; } .row, .row.grow { grid-template-columns: minmax(0, 1fr) auto; } .row > svg { grid-column: 1 / -1; grid-row: 2; } .row .use-text { grid-column: 1 / -1; } .row.grow .use-text { grid-column: 2; grid-row: 1; } .row .name { grid-row: 1; } .rows { gap: 13px; }
  table.wide { font-size: 12.5px; } table.wide th, table.wide td { padding-right: 6px; } th.number { white-space: normal; } .axis i { font-style: normal; } .axis span { grid-column: 1 / -1; } }
`;
