import { html } from './html.ts';

/** The look of the report, on a screen and on A4. No colours are needed, and no letters that are not there. */
export const reportStyle = html`
@page { size: A4; margin: 18mm 17mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt Georgia, "DejaVu Serif", serif; color: #444; } }
* { box-sizing: border-box; }
html { background: #eceae4; }
body { margin: 2rem auto; padding: 18mm 17mm; max-width: 210mm; background: #fff; color: #1a1a1a; font: 11pt/1.5 Georgia, "DejaVu Serif", serif; overflow-wrap: anywhere; }
header { border-bottom: 2px solid #1a1a1a; padding-bottom: 5mm; margin-bottom: 7mm; }
header p { margin: 0; color: #444; }
h1 { font-size: 24pt; line-height: 1.15; margin: 0 0 2mm; font-weight: 600; }
h2 { font-size: 15pt; margin: 9mm 0 3mm; font-weight: 600; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 0; font-weight: 600; break-after: avoid; }
p { margin: 0 0 2mm; orphans: 3; widows: 3; }
h1, h3, td, th, dd, li, .minutes { unicode-bidi: plaintext; }
.brief { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4mm; margin: 0; padding: 0; list-style: none; }
.brief li { border: 1px solid #1a1a1a; padding: 3mm; text-align: center; break-inside: avoid; }
.brief strong { display: block; font-size: 20pt; line-height: 1.1; }
.meeting { break-inside: avoid; margin: 0 0 4mm; padding-left: 4mm; border-left: 2px solid #1a1a1a; }
.facts { color: #444; font-size: 10pt; margin: 0 0 1mm; }
.minutes { white-space: pre-line; margin: 0; }
figure { margin: 0 0 4mm; break-inside: avoid; }
figcaption { font-size: 10pt; color: #444; margin-bottom: 2mm; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; margin-bottom: 3mm; }
th, td { border-bottom: 1px solid #999; padding: 1.2mm 2mm 1.2mm 0; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
ul { margin: 0 0 3mm; padding-left: 5mm; }
li { break-inside: avoid; }
.chart { display: block; width: 100%; height: auto; font-family: Georgia, "DejaVu Serif", serif; }
.chart text { font-size: 13px; fill: #1a1a1a; }
.chart .value, .chart .tick, .chart .count { text-anchor: middle; }
.chart .value, .chart .heading, .chart .count { font-weight: 600; }
.chart .tick { font-size: 12px; }
.axis { stroke: #1a1a1a; }
.solid { fill: #333; }
.empty { fill: #fff; }
.frame { fill: #fff; stroke: #333; }
.edged { stroke: #333; }
.plate { fill: #fff; }
.hatched { fill: url(#hatched); }
.crossed { fill: url(#crossed); }
.dotted { fill: url(#dotted); }
.legend { display: flex; flex-wrap: wrap; gap: 1mm 5mm; list-style: none; padding: 0; margin: 2mm 0 0; font-size: 10pt; }
.legend svg { vertical-align: -2px; margin-right: 1.5mm; }
footer { margin-top: 9mm; padding-top: 2mm; border-top: 1px solid #999; font-size: 9.5pt; color: #444; }
@media (max-width: 640px) { body { margin: 0; padding: 6mm; } .brief { grid-template-columns: repeat(2, 1fr); } }
@media print { html { background: none; } body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; } * { print-color-adjust: exact; } }
`;
