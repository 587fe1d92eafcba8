import katex from 'katex';
import { svgText } from '../figure/svg';
import { escaped } from '../vtk/xml';
import type { ReportContent, ReportFigure, ReportFormula, ReportTable } from './content';

const style = `
  @page { size: A4; margin: 18mm; }
  body { max-width: 174mm; margin: 10mm auto; padding: 0 6mm; background: #fff; color: #111;
    font: 10.5pt/1.45 'Source Sans 3', Inter, Arial, Helvetica, sans-serif; }
  h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 4mm; }
  h2 { font-size: 12.5pt; margin: 8mm 0 2mm; }
  table { border-collapse: collapse; width: 100%; }
  th, td { padding: 0.8mm 3mm 0.8mm 0; text-align: left; vertical-align: baseline; border-bottom: 0.2mm solid #ccc; }
  td.number { font-variant-numeric: tabular-nums; }
  figure { display: inline-block; max-width: 100%; margin: 2mm 0; break-inside: avoid; vertical-align: top; }
  figure svg { display: block; }
  figure svg { max-width: 100%; height: auto; }
  figcaption { color: #444; font-size: 9.5pt; text-align: center; }
  math { font-size: 1.1em; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 8.5pt/1.4 'JetBrains Mono', Consolas, monospace; background: #f5f5f5;
    padding: 2mm 3mm; }
  .warning { border-left: 0.8mm solid #b45309; padding-left: 3mm; }
`;

/** A report as one HTML page that needs nothing else: formulas as MathML, figures as SVG, on white. */
export function reportPage(content: ReportContent): string {
  const { title, description, outcome, warnings, formulas, curves, figures, commands } = content;
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head>`,
    '<body>',
    `<h1>${escaped(title)}</h1>`,
    description === '' ? '' : `<p>${escaped(description)}</p>`,
    `<p>${escaped(outcome)}</p>`,
    ...warnings.map((warning) => `<p class="warning">${escaped(warning)}</p>`),
    section('Equations and conditions', formulaTable(formulas)),
    section('Results', table(content.results)),
    section('Training', curves.map(figure).join('\n')),
    section('Fields', figures.map(figure).join('\n')),
    section('Settings', table(content.settings)),
    section('Environment', table(content.environment)),
    section('To repeat this run', `<pre>${escaped(commands.join('\n'))}</pre>`),
    section('The study', `<pre>${escaped(content.study)}</pre>`),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** A part with its heading; nothing where it would be empty. */
function section(title: string, body: string): string {
  return body === '' ? '' : `<h2>${escaped(title)}</h2>\n${body}`;
}

function formulaTable(formulas: readonly ReportFormula[]): string {
  if (formulas.length === 0) return '';
  const rows = formulas.map(
    ({ name, tex, place, weight }) =>
      `<tr><td>${escaped(name)}</td><td>${mathml(tex)}</td><td>${escaped(place)}</td><td>${escaped(weight)}</td></tr>`,
  );
  return `<table><tr><th>term</th><th></th><th>where</th><th>weight</th></tr>\n${rows.join('\n')}</table>`;
}

function mathml(tex: string): string {
  return katex.renderToString(tex, { throwOnError: false, output: 'mathml' });
}

function table({ headings, rows }: ReportTable): string {
  if (rows.length === 0) return '';
  const head =
    headings.length === 0 ? '' : `<tr>${headings.map((text) => `<th>${escaped(text)}</th>`).join('')}</tr>`;
  const body = rows.map((row) => {
    const cells = row.map((cell) =>
      typeof cell === 'number' ? `<td class="number">${cell}</td>` : `<td>${escaped(cell)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table>${head}${body.join('\n')}</table>`;
}

function figure({ drawing, caption }: ReportFigure): string {
  return `<figure>${svgText(drawing)}<figcaption>${escaped(caption)}</figcaption></figure>`;
}
